-- A change and the trail of it are written in one transaction, so they bear the same moment: that is how one leads to the other.
CREATE INDEX changes_created_at ON changes (user_id, created_at);
