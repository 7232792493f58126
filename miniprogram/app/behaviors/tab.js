/** A page of the tab bar, which shows the one that is open. */
module.exports = Behavior({
  pageLifetimes: {
    show() {
      const bar = this.getTabBar && this.getTabBar()
      if (bar) bar.choose(this.is)
    },
  },
})
