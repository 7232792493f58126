module.exports = {
  globalSetup: '<rootDir>/tests/build.js',
  // The first page of a file is compiled, which takes a while on a busy machine.
  testTimeout: 60000,
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/tests/**/*.test.js'],
  // TDesign comes as modules; what is ours is as the platform reads it.
  transform: { 'build/app/miniprogram_npm/.+\\.js$': '<rootDir>/tests/esm.js' },
  transformIgnorePatterns: ['/node_modules/'],
  // What TDesign brings along.
  modulePaths: ['<rootDir>/node_modules/tdesign-miniprogram/miniprogram_dist/miniprogram_npm'],
}
