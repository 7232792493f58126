const UNSETTLED = [0, 401, 408, 429]

/** Why a request has not done what was asked. `message` is a sentence to show, `code` is there to act on. */
class Problem extends Error {
  /** `status` is 0 where no answer came; `retryAfter` counts seconds. */
  constructor(status, { code, message, facts = {} }, retryAfter = 0) {
    super(message)
    Object.assign(this, { name: 'Problem', status, code, facts, retryAfter })
  }

  /** Nobody knows whether it was done, or no rule was asked: the same request may go again. */
  get open() {
    return UNSETTLED.includes(this.status) || this.status >= 500 || this.code.startsWith('login.')
  }
}

module.exports = { Problem }
