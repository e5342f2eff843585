/** Azure Key Vault (with the sign-in of Microsoft Entra) and AWS Secrets Manager, as far as Perin talks to them, in their wire formats. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createHttpsServer } from "node:https";
import type { AddressInfo, Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export interface VaultServer {
  readonly url: string;
  /** What the vault holds, by the vault's own names. Tests change it as they like. */
  readonly secrets: Map<string, string>;
  /** Every request for a secret. */
  readonly asked: { readonly name: string; readonly authorization: string }[];
  /** When set, answers this status instead; "hangs" never answers. */
  broken: number | "hangs" | undefined;
  readonly close: () => Promise<void>;
}

const read = async (request: IncomingMessage): Promise<string> => {
  let text = "";
  for await (const chunk of request) text += String(chunk);
  return text;
};

const answer = (response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

const listening = async (server: Server & { closeAllConnections?: () => void }): Promise<{ port: number; close: () => Promise<void> }> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = async (): Promise<void> => {
    server.closeAllConnections?.();
    await new Promise((resolve) => server.close(resolve));
  };
  return { port: (server.address() as AddressInfo).port, close };
};

/** A certificate for localhost, made now; `ca` is what a client has to trust. */
export const madeCertificate = (): { readonly key: string; readonly cert: string } => {
  const folder = mkdtempSync(join(tmpdir(), "perin-cert-"));
  const [key, cert] = [join(folder, "key"), join(folder, "cert")];
  execFileSync(
    "openssl",
    [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-keyout",
      key,
      "-out",
      cert,
      "-days",
      "2",
      "-subj",
      "/CN=localhost",
      "-addext",
      "subjectAltName=DNS:localhost,IP:127.0.0.1",
    ],
    { stdio: "ignore" },
  );
  const made = { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") };
  rmSync(folder, { recursive: true });
  return made;
};

const token = "entra-token-of-a-test";

/** One server plays the vault and the authority: tenant "test-tenant", any client. */
export const startAzureVault = async (certificate: { key: string; cert: string }): Promise<VaultServer> => {
  const state: Omit<VaultServer, "url" | "close"> = { secrets: new Map(), asked: [], broken: undefined };
  let origin = "";
  const server = createHttpsServer(certificate, (request, response) => {
    void (async () => {
      const url = new URL(request.url ?? "/", origin);
      await read(request);
      if (url.pathname.endsWith("/v2.0/.well-known/openid-configuration"))
        return answer(response, 200, {
          issuer: `${origin}/test-tenant/v2.0`,
          authorization_endpoint: `${origin}/test-tenant/oauth2/v2.0/authorize`,
          token_endpoint: `${origin}/test-tenant/oauth2/v2.0/token`,
          jwks_uri: `${origin}/test-tenant/discovery/v2.0/keys`,
        });
      if (url.pathname.endsWith("/oauth2/v2.0/token"))
        return answer(response, 200, { token_type: "Bearer", expires_in: 3600, ext_expires_in: 3600, access_token: token });
      if (!url.pathname.startsWith("/secrets/")) return answer(response, 404, {});
      const authorization = request.headers.authorization ?? "";
      if (authorization !== `Bearer ${token}`)
        return answer(
          response,
          401,
          { error: { code: "Unauthorized" } },
          { "www-authenticate": `Bearer authorization="${origin}/test-tenant", resource="https://vault.azure.net"` },
        );
      const name = url.pathname.split("/")[2] ?? "";
      state.asked.push({ name, authorization });
      if (state.broken === "hangs") return undefined;
      if (state.broken !== undefined)
        return answer(response, state.broken, { error: { code: "Forbidden", message: "The user does not have secrets get permission." } });
      const value = state.secrets.get(name);
      if (value === undefined)
        return answer(response, 404, { error: { code: "SecretNotFound", message: `A secret with (name/id) ${name} was not found in this key vault.` } });
      return answer(response, 200, {
        value,
        id: `${origin}/secrets/${name}/0123456789abcdef`,
        attributes: { enabled: true, created: 1_795_000_000, updated: 1_795_000_000, recoveryLevel: "Recoverable" },
      });
    })();
  });
  const { port, close } = await listening(server);
  origin = `https://localhost:${port}`;
  return Object.assign(state, { url: origin, close });
};

export const startAwsSecrets = async (): Promise<VaultServer> => {
  const state: Omit<VaultServer, "url" | "close"> = { secrets: new Map(), asked: [], broken: undefined };
  const server = createHttpServer((request, response) => {
    void (async () => {
      const body = await read(request);
      const authorization = request.headers.authorization ?? "";
      if (request.headers["x-amz-target"] !== "secretsmanager.GetSecretValue" || !authorization.startsWith("AWS4-HMAC-SHA256 Credential=AKIA"))
        return answer(response, 400, { __type: "InvalidSignatureException", message: "not signed" });
      const { SecretId: name } = JSON.parse(body) as { SecretId: string };
      state.asked.push({ name, authorization });
      if (state.broken === "hangs") return undefined;
      if (state.broken !== undefined)
        return answer(response, state.broken, { __type: "AccessDeniedException", Message: "is not authorized to perform: secretsmanager:GetSecretValue" });
      const value = state.secrets.get(name);
      if (value === undefined)
        return answer(response, 400, { __type: "ResourceNotFoundException", Message: "Secrets Manager can't find the specified secret." });
      return answer(
        response,
        200,
        {
          ARN: `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`,
          Name: name,
          SecretString: value,
          VersionId: "EXAMPLE1-90ab-cdef-fedc-ba987EXAMPLE",
          VersionStages: ["AWSCURRENT"],
          CreatedDate: 1_795_000_000,
        },
        { "content-type": "application/x-amz-json-1.1" },
      );
    })();
  });
  const { port, close } = await listening(server);
  return Object.assign(state, { url: `http://127.0.0.1:${port}`, close });
};
