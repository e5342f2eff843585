-- Accounts that tell of news by themselves are listened to by whoever works in the background, which asks for them every half minute.
CREATE INDEX user_integrations_working ON user_integrations (connected_at, id) WHERE is_active AND state = 'connected';
