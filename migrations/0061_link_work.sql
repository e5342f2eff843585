-- Challenges that were solved and handed in: each counts once. They outlive the time in which they could be handed in again.
CREATE TABLE link_work_done (
  nonce text PRIMARY KEY,
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  expires_at timestamptz NOT NULL
);
CREATE INDEX link_work_done_expires_at ON link_work_done (expires_at);
CREATE INDEX link_work_done_link_id ON link_work_done (link_id);
-- What models cost a link on a day (of UTC), in tokens: counted before a model is asked, so that many at once can't exceed the cap.
CREATE TABLE link_model_use (
  link_id uuid NOT NULL REFERENCES links (id) ON DELETE CASCADE,
  day date NOT NULL,
  tokens bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (link_id, day)
);
CREATE INDEX link_model_use_day ON link_model_use (day);
