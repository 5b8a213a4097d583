// An OpenID Connect provider (npm's oidc-provider, certified) on this machine, for tests: whoever
// types a name in its login page is that person. Its people, and where the app is, stand on its
// standard input; its first line says where it listens.

import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import { pathToFileURL } from "node:url";

const { default: Provider } = await import(pathToFileURL(process.argv[2]));
const { app, people, client, secret } = JSON.parse(await text(process.stdin));
const server = createServer().listen(0, "localhost");
await new Promise((done) => server.once("listening", done));
const issuer = `http://localhost:${server.address().port}`;

const page = (body) => `<!DOCTYPE html><title>Login</title><body>${body}</body>`;
const provider = new Provider(issuer, {
  clients: [{
    client_id: client,
    client_secret: secret,
    redirect_uris: [`${app}/oauth2callback`],
    post_logout_redirect_uris: [`${app}/oauth2callback`],
  }],
  claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name"] },
  // Streamlit reads the ID token alone, which this provider would keep short, as the standard has it.
  conformIdTokenClaims: false,
  findAccount: (_, id) => people[id] && { accountId: id, claims: () => ({ sub: id, ...people[id] }) },
  features: {
    devInteractions: { enabled: false },
    rpInitiatedLogout: {
      logoutSource: (ctx, form) => {
        ctx.body = page(`${form}<button form="op.logoutForm" name="logout" value="yes">Yes</button>`);
      },
    },
  },
  // Nobody is asked whether the app may know who they are.
  loadExistingGrant: async (ctx) => {
    const { client, session } = ctx.oidc;
    const grant = new ctx.oidc.provider.Grant({ clientId: client.clientId, accountId: session.accountId });
    grant.addOIDCScope("openid email profile");
    await grant.save();
    return grant;
  },
  cookies: { keys: ["a key of the tests"] },
  interactions: { url: (_, { uid }) => `/interaction/${uid}` },
});

const answer = provider.callback();
server.on("request", async (asked, said) => {
  if (asked.url === "/favicon.ico") return said.writeHead(204).end();
  if (!asked.url.startsWith("/interaction/")) return answer(asked, said);
  if (asked.method === "POST") {
    const login = { accountId: new URLSearchParams(await text(asked)).get("login") };
    return provider.interactionFinished(asked, said, { login, select_account: {} });
  }
  said.setHeader("Content-Type", "text/html");
  said.end(page(`<form method="post"><input name="login" autofocus><button>Sign in</button></form>`));
});
console.log(issuer);
