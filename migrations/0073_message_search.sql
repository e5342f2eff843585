-- Looking for a rare word goes by its trigrams, for a common one from the newest message back: neither reads all that was ever said.
CREATE INDEX messages_search ON messages USING gin (body gin_trgm_ops);
CREATE INDEX messages_newest ON messages (user_id, position DESC);
