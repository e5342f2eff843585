-- The trail is read newest first, page by page; ids begin with the moment they were made at.
CREATE INDEX audit_log_in_order ON audit_log (user_id, id DESC);
