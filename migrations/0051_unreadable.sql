-- What of a connected account couldn't be read, so that its owner is told and can look there.

ALTER TABLE user_integrations ADD COLUMN unreadable jsonb NOT NULL DEFAULT '[]';
