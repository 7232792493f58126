/** Pictures on this phone: chosen, kept until they are sent, fetched and looked at. */
const { client } = require('./api/index')
const { toast } = require('./asking')
const { PHOTOS } = require('./texts')

// As many as the service keeps with one entry.
const MOST = 9
const CANCELLED = /cancel/

// What was fetched, by its id in the service.
const fetched = new Map()

/** Paths of at most `most` pictures that the person took or chose, and that stay until `tidy`. */
const choose = (most) =>
  new Promise((resolve) => {
    wx.chooseMedia({
      count: most,
      mediaType: ['image'],
      sourceType: ['camera', 'album'],
      sizeType: ['compressed'],
      success: ({ tempFiles }) => resolve(kept(tempFiles.map((one) => one.tempFilePath))),
      fail({ errMsg }) {
        if (!CANCELLED.test(errMsg)) toast(PHOTOS.denied)
        resolve([])
      },
    })
  })

/** What the platform gives is gone when the mini-program closes. */
function kept(paths) {
  try {
    return paths.map((path) => wx.getFileSystemManager().saveFileSync(path))
  } catch {
    toast(PHOTOS.full)
    return []
  }
}

/** Deletes what was kept and is in no `inUse()` any more. */
function tidy(inUse) {
  const files = wx.getFileSystemManager()
  files.getSavedFileList({
    success({ fileList }) {
      const wanted = inUse()
      const ended = fileList.map((one) => one.filePath).filter((path) => !wanted.includes(path))
      ended.forEach((filePath) => files.removeSavedFile({ filePath }))
    },
  })
}

/** A picture or a film of the service, as a file; fetched once. Raises Problem. */
async function fetch(id) {
  if (!fetched.has(id)) fetched.set(id, await client.download(`/photos/${id}`))
  return fetched.get(id)
}

/** The file of what was fetched, or nothing. */
const known = (id) => fetched.get(id) || ''

const look = (sources, current) => wx.previewMedia({ sources, current })

module.exports = { MOST, choose, fetch, forget: () => fetched.clear(), known, look, tidy }
