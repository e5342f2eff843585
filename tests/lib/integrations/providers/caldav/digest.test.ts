/** Digest authentication, by the examples of RFC 7616 section 3.9.1 and RFC 2069 section 2.4 (with its erratum 749), and by what servers write. */
import { digestAuthorization, readDigestChallenge, type DigestChallenge } from "@/lib/integrations/providers/caldav/digest";

const offered = (algorithm: string): string =>
  `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`;
const use = {
  username: "Mufasa",
  password: "Circle of Life",
  method: "GET",
  uri: "/dir/index.html",
  clientNonce: "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ",
  count: 1,
};
const challengeIn = (header: string): DigestChallenge => {
  const challenge = readDigestChallenge(header);
  if (challenge === null) throw new TypeError("no challenge");
  return challenge;
};
const answerTo = (header: string, rest: Partial<typeof use> = {}): string => digestAuthorization(challengeIn(header), { ...use, ...rest });

test.each([
  ["MD5", "8ca523f5e9506fed4657c9700eebdbec"],
  ["SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"],
])("the example with %s", (algorithm, response) => {
  expect(answerTo(offered(algorithm))).toBe(
    `Digest username="Mufasa", realm="http-auth@example.org", uri="/dir/index.html", nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", response="${response}", algorithm=${algorithm}, qop=auth, nc=00000001, cnonce="f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
  );
});

test("the example without qop and algorithm", () => {
  const header = 'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
  expect(answerTo(header, { password: "CircleOfLife" })).toBe(
    'Digest username="Mufasa", realm="testrealm@host.com", uri="/dir/index.html", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", response="1949323746fe6a43ef61f9606e7febea", opaque="5ccc069c403ebaf9f0171e9517f40e41"',
  );
});

test("of several the strongest is answered; other schemes and commas between them don't disturb", () => {
  expect(readDigestChallenge(`${offered("MD5")}, ${offered("SHA-256")}, ${offered("SHA-512-256")}`)?.hash).toBe("sha512-256");
  expect(readDigestChallenge(`Negotiate, ${offered("MD5-sess")}, Basic realm="x, Digest y"`)).toMatchObject({ hash: "md5", session: true, quality: true });
});

test("what can't be answered isn't", () => {
  for (const header of [
    null,
    "",
    "Basic realm=x",
    "Bearer",
    "Digest",
    'Digest realm="x"',
    offered("SHA-1"),
    offered("MD5").replace("auth, auth-int", "auth-int"),
  ])
    expect(readDigestChallenge(header)).toBeNull();
});

test("a quotation mark in a name or a realm ends nothing", () => {
  const header = 'Digest realm="a \\"b\\" c", nonce="n", qop="auth"';
  expect(challengeIn(header).realm).toBe('a "b" c');
  expect(answerTo(header, { username: 'x", uri="/evil' })).toMatch(/^Digest username="x\\", uri=\\"\/evil", realm="a \\"b\\" c", uri="\/dir/);
});
