-- The sample account has no password: the one it was made with was known to nobody. An owner's own stays, and so does a second step's.
DELETE FROM account a USING "user" u
 WHERE u.id = a.user_id AND u.email = 'sample@perin.example' AND a.provider_id = 'credential' AND a.updated_at <= a.created_at + interval '1 minute'
   AND NOT EXISTS (SELECT 1 FROM authenticators t WHERE t.user_id = u.id AND t.enabled_at IS NOT NULL);
