"""Every Chinese sentence said to a person: refusals, replies, notices."""
