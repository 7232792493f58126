module.exports = { ...require('./jest.config.js'), testMatch: ['<rootDir>/tests/pictures.js'] }
