/** The accounts that the plan's samples name; in every test database. */
export const fixtures = `
  INSERT INTO "user" (id, name, email) VALUES ('test-user', 'Test User', 'test-user@example.com'), ('test', 'Test', 'test-fixture@example.com');
  INSERT INTO profiles (user_id, zone, seeded) VALUES ('test-user', 'Europe/Berlin', true), ('test', 'Europe/Berlin', true);`;
