/** Every sentence and word that the mini-program says itself; the service says the rest. */

const NETWORK = {
  lost: { code: 'network.lost', message: '网络不通，请稍后再试。' },
  strange: { code: 'network.strange', message: '服务暂时没有回应，请稍后再试。' },
}

module.exports = { NETWORK }
