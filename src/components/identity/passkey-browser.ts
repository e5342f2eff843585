/** Passkeys in the browser, by the browser's own JSON forms. Loaded when a button is pressed. */
import { addPasskey, beginPasskey, beginPasskeySignIn, passkeyConfirm, passkeySignIn } from "@/hooks/account-addresses";
import { call } from "@/hooks/call";

type Json = Record<string, never>;

const supported = (): boolean => typeof PublicKeyCredential === "function" && typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function";
const tooOld = (): Error => new Error("This browser is too old for passkeys here.");

const proof = async (): Promise<Json> => {
  if (!supported()) throw tooOld();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON((await call(beginPasskeySignIn, {})) as unknown as PublicKeyCredentialRequestOptionsJSON);
  const credential = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  return credential.toJSON() as unknown as Json;
};

export const signInByPasskey = async (): Promise<void> => {
  await call(passkeySignIn, { credential: await proof() });
};

export const confirmByPasskey = async (): Promise<void> => {
  await call(passkeyConfirm, { credential: await proof() });
};

export const makePasskey = async (name: string): Promise<void> => {
  if (!supported()) throw tooOld();
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON((await call(beginPasskey, {})) as unknown as PublicKeyCredentialCreationOptionsJSON);
  const credential = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  await call(addPasskey, { name, credential: credential.toJSON() as unknown as Json });
};
