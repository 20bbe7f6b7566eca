// A relying party on openid-client. One JSON line in, one JSON line out:
// settings -> {url}; {callback} -> everything the client library accepted.
// A refusal of the library ends the program with its message on standard error.
import { createInterface } from 'node:readline'
import * as oidc from 'openid-client'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const read = async () => JSON.parse((await lines.next()).value)
const write = (value) => process.stdout.write(JSON.stringify(value) + '\n')

const settings = await read()

async function authentication() {
  switch (settings.method) {
    case 'client_secret_basic':
      return oidc.ClientSecretBasic(settings.client_secret)
    case 'client_secret_post':
      return oidc.ClientSecretPost(settings.client_secret)
    case 'private_key_jwt': {
      const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }
      const { kid, ...jwk } = settings.private_jwk
      const key = await crypto.subtle.importKey('jwk', jwk, algorithm, false, ['sign'])
      return oidc.PrivateKeyJwt({ key, kid })
    }
    default:
      return oidc.None()
  }
}

const config = await oidc.discovery(
  new URL(settings.issuer),
  settings.client_id,
  { [oidc.clockTolerance]: 5 },
  await authentication(),
  { execute: [oidc.allowInsecureRequests] },
)

const verifier = oidc.randomPKCECodeVerifier()
const state = oidc.randomState()
const nonce = oidc.randomNonce()
const parameters = {
  redirect_uri: settings.redirect_uri,
  scope: 'openid profile offline_access',
  code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
  state,
  nonce,
  prompt: 'consent',
}
const build = settings.par ? oidc.buildAuthorizationUrlWithPAR : oidc.buildAuthorizationUrl
write({ url: (await build(config, parameters)).href })

const { callback } = await read()
const tokens = await oidc.authorizationCodeGrant(config, new URL(callback), {
  pkceCodeVerifier: verifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
  maxAge: 600,
})
const claims = tokens.claims()
const userinfo = await oidc.fetchUserInfo(config, tokens.access_token, claims.sub)
const refreshed = await oidc.refreshTokenGrant(config, tokens.refresh_token)
const isPublic = settings.method === 'none'
const inspected = isPublic ? null : await oidc.tokenIntrospection(config, refreshed.access_token)
await oidc.tokenRevocation(config, refreshed.refresh_token)
const after = isPublic ? null : await oidc.tokenIntrospection(config, refreshed.access_token)
const own = isPublic ? null : await oidc.clientCredentialsGrant(config, {})
const logout = oidc.buildEndSessionUrl(config, {
  id_token_hint: tokens.id_token,
  post_logout_redirect_uri: settings.post_logout_redirect_uri,
  state: 'bye',
})
write({
  claims,
  userinfo,
  refreshed: refreshed.claims(),
  inspected,
  after,
  own: own && { token_type: own.token_type, expires_in: own.expires_in },
  logout: logout.href,
})
process.exit(0)
