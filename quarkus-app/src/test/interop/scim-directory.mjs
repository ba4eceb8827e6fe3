// SCIMMY, a SCIM server that others wrote, as a directory that keeps everything in memory. It prints
// its port, ends with its standard input, and takes the key in DIRECTORY_KEY.
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import express from 'express';
import SCIMMY from 'scimmy';
import SCIMMYRouters from 'scimmy-routers';

const KEY = process.env.DIRECTORY_KEY;
const { Error: ScimError } = SCIMMY.Types;

/** Resources by id, no two of which have the same name in any case. */
class Shelf {
  #kept = new Map();
  #name;

  constructor(name) {
    this.#name = name;
  }

  get all() {
    return [...this.#kept.values()];
  }

  get(id) {
    const found = this.#kept.get(id);
    if (!found) throw new ScimError(404, null, `there is no ${id}`);
    return found;
  }

  /** Makes a resource, or replaces the one with this id. */
  put(id, content) {
    const { created } = id ? this.get(id).meta : { created: new Date() };
    const name = content[this.#name].toLowerCase();
    if (this.all.some((other) => other.id !== id && other[this.#name].toLowerCase() === name)) {
      throw new ScimError(409, 'uniqueness', `${this.#name} is taken`);
    }
    const kept = { ...content, id: id ?? randomUUID(), meta: { created, lastModified: new Date() } };
    this.#kept.set(kept.id, kept);
    return kept;
  }

  delete(id) {
    this.#kept.delete(this.get(id).id);
  }
}

const users = new Shelf('userName');
const groups = new Shelf('displayName');

const plain = (resource) => JSON.parse(JSON.stringify(resource));

const withGroups = (user) => ({
  ...user,
  groups: groups.all
    .filter(({ members }) => members.some(({ value }) => value === user.id))
    .map(({ id, displayName }) => ({ value: id, display: displayName, type: 'direct' })),
});

/** Each member once, and only users that exist. */
function membersOf({ members = [] }) {
  const ids = [...new Set(members.map(({ value }) => value))];
  if (ids.some((id) => !users.all.some((user) => user.id === id))) {
    throw new ScimError(400, 'invalidValue', 'a member does not exist');
  }
  return ids.map((value) => ({ value, type: 'User' }));
}

const matching = ({ filter }, all) => (filter ? filter.match(all) : all);

SCIMMY.Resources.declare(SCIMMY.Resources.User)
  .ingress(({ id }, user) => withGroups(users.put(id, plain(user))))
  .egress((query) => (query.id ? withGroups(users.get(query.id)) : matching(query, users.all.map(withGroups))))
  .degress(({ id }) => {
    users.delete(id);
    for (const group of groups.all) {
      groups.put(group.id, { ...group, members: group.members.filter(({ value }) => value !== id) });
    }
  });

SCIMMY.Resources.declare(SCIMMY.Resources.Group)
  .ingress(({ id }, group) => groups.put(id, { ...plain(group), members: membersOf(group) }))
  .egress((query) => (query.id ? groups.get(query.id) : matching(query, groups.all)))
  .degress(({ id }) => groups.delete(id));

const answers = {};
const app = express();

// What was answered how often, such as `PATCH Groups 204`; pages after the first are told apart.
app.use((request, response, next) => {
  const resources = request.path.split('/')[2];
  const page = Number(request.query.startIndex) > 1 ? ' further' : '';
  response.on('finish', () => {
    const answer = `${request.method} ${resources} ${response.statusCode}${page}`;
    answers[answer] = (answers[answer] ?? 0) + 1;
  });
  next();
});
app.get('/answers', (_, response) => response.json(answers));

// SCIMMY 1.3.5 leaves what a PATCH excludes from its answer out of the resource that it changes, so
// that `excludedAttributes=members` empties the group before anybody joins (RFC 7644 section 3.9).
app.patch('/scim/*', (request, _, next) => {
  request.query = {};
  next();
});
app.use(
  '/scim',
  new SCIMMYRouters({
    type: 'bearer',
    handler: (request) => {
      if (request.header('Authorization') !== `Bearer ${KEY}`) throw new Error('not the key');
      return 'client';
    },
  }),
);

const server = app.listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(server.address().port);
process.stdin.on('end', () => process.exit(0)).resume();
