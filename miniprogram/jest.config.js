module.exports = {
  testEnvironment: 'jsdom',
  testMatch: ['<rootDir>/tests/**/*.test.js'],
  transform: { 'tdesign-miniprogram/.+\\.js$': '<rootDir>/tests/esm.js' },
  transformIgnorePatterns: ['/node_modules/'],
}
