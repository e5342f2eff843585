/** Where secrets come from, and how tokens are sealed before they are stored. */
export { addGeneratedKey, adoptSecrets, authSecret, forgetOlderKeys, generatedSecrets } from "./generated";
export { forgetSecrets, SecretsManager } from "./manager";
export { prepareSecrets } from "./prepare";
export { isSealedWithNewest, openToken, sealToken } from "./seal";
