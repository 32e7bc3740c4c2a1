"""The elevator pitch: its parts, its checks, its versions, and the card to print."""
