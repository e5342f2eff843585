-- Challenges that were solved and handed in: each counts once. They outlive the time in which they could be handed in again.
CREATE TABLE link_work_done (
  nonce text PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX link_work_done_expires_at ON link_work_done (expires_at);
CREATE INDEX link_work_done_link_id ON link_work_done (link_id);
