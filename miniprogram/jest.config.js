module.exports = {
  globalSetup: '<rootDir>/tests/build.js',
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/tests/**/*.test.js'],
  // TDesign comes as modules; what is ours is as the platform reads it.
  transform: { 'build/app/miniprogram_npm/.+\\.js$': '<rootDir>/tests/esm.js' },
  transformIgnorePatterns: ['/node_modules/'],
  moduleNameMapper: {
    '^tslib$': '<rootDir>/node_modules/tdesign-miniprogram/miniprogram_dist/miniprogram_npm/tslib',
  },
}
