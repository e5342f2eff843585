-- Sessions are found by the SHA-256 of their token, like every other token: a copy of the database signs nobody in.
UPDATE session SET token = encode(sha256(convert_to(token, 'UTF8')), 'hex');
