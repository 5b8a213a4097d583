"""The case on screen: its row, headline, story, why, inputs."""
