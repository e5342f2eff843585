-- The outbox learns to give up: a message that can't be delivered is put aside for the operator instead of being tried for ever.

ALTER TABLE outbox ADD COLUMN dead_at timestamptz;
-- Until when somebody delivers it right now. It runs out by itself when that process dies.
ALTER TABLE outbox ADD COLUMN claimed_until timestamptz;

DROP INDEX outbox_undelivered;
CREATE INDEX outbox_undelivered ON outbox (available_at, id) WHERE delivered_at IS NULL AND dead_at IS NULL;
CREATE INDEX outbox_dead ON outbox (dead_at DESC, id DESC) WHERE dead_at IS NOT NULL;
CREATE INDEX outbox_delivered ON outbox (delivered_at) WHERE delivered_at IS NOT NULL;

-- What the sweep looks for.
CREATE INDEX session_expires_at ON session (expires_at);
CREATE INDEX verification_expires_at ON verification (expires_at);
CREATE INDEX changes_until ON changes (until);
CREATE INDEX pending_actions_expiry ON pending_actions (expires_at) WHERE state = 'waiting';
