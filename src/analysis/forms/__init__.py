"""The forms that units fill in and send back: writing them, reading them, checking them, answering."""
