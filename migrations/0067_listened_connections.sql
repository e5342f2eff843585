-- One process at a time listens to an account that tells of news by itself: which, and until when it needn't say so again.
ALTER TABLE user_integrations
  ADD COLUMN listener uuid,
  ADD COLUMN listened_until timestamptz;
