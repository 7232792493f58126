/** Why a request has not done what was asked. `message` is a sentence to show, `code` is there to act on. */
class Problem extends Error {
  /** `status` is 0 where no answer came; `retryAfter` counts seconds. */
  constructor(status, { code, message, facts = {} }, retryAfter = 0) {
    super(message)
    Object.assign(this, { name: 'Problem', status, code, facts, retryAfter })
  }

  /** Nobody knows whether it was done, or it was not even looked at: the same request may go again. */
  get open() {
    return this.status < 300 || this.status === 401 || this.status === 408 || this.status === 429 || this.status >= 500
  }
}

module.exports = { Problem }
