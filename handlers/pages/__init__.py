"""Phone pages: what opens inside WeChat from a link in the chat."""
