// An independent verifier: jose for the signature, Digital Bazaar's libraries for the data model and the status lists.
// Reads {issuer, keys, lists, now, tokens} from standard input and writes for each token "" or why it doesn't hold.
import {createLocalJWKSet, jwtVerify} from 'jose';
import {_checkCredential as checkCredential} from '@digitalbazaar/vc';
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';

const {issuer, keys, lists, now, tokens} = JSON.parse(await new Response(process.stdin).text());
const keySet = createLocalJWKSet(keys);
const currentDate = new Date(now);

async function signed(token) {
  const {payload} = await jwtVerify(token, keySet, {issuer, currentDate, requiredClaims: ['jti', 'nbf', 'sub']});
  checkCredential({credential: payload, now: currentDate});
  return payload;
}

async function documentLoader(url) {
  for(const list of lists) {
    const document = await signed(list);
    if(document.id === url) {
      return {document};
    }
  }
  throw new Error(`no list ${url}`);
}

async function check(token) {
  const credential = await signed(token);
  const {verified, error, results} = await checkStatus(
    {credential, documentLoader, verifyBitstringStatusListCredential: false});
  if(!verified) {
    throw error;
  }
  // The library reports each bit and leaves it to its caller what a set one means.
  const set = results.filter(({status}) => status).map(({credentialStatus}) => credentialStatus.statusPurpose);
  if(set.length) {
    throw new Error(`status: ${set}`);
  }
}

const found = await Promise.all(tokens.map(token => check(token).then(() => '', error => `${error.name} ${error.message}`)));
console.log(JSON.stringify(found));
