"""One file per command of the chat, with the steps of its dialog."""
