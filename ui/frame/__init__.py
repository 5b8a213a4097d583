"""Around every page: style, language, currency, notices, the guided visit."""
