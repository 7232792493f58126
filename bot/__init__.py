"""The WeChat conversation: bytes to messages, messages to commands, deliveries to the platform."""
