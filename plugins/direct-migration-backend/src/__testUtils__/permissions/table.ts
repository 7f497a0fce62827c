/*
 * Copyright 2026 The Direct Migration Authors
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

/** What the caller is, in the order of the table's columns. */
export const ROLES = [
  'nobody',
  'reader',
  'owner',
  'starter',
  'tenant',
  'platform',
  'auditor',
] as const;

/** One of {@link ROLES}. */
export type Role = (typeof ROLES)[number];

/**
 * Role × call.
 *
 * Four plans and their runs: `m` was made by the caller, `t` is for an entity of the caller's team, both from east to
 * west; `b` and `n` are somebody else's, from west to east. `m` and `b` are of namespace shop, `t` and `n` of pay.
 *
 * - Calls about one plan or run have a letter for each of `m`, `t`, `b`, `n`, in this order: `o` is done, `f` forbidden
 *   (403), `h` hidden (404).
 * - Calls about nothing in particular have one letter.
 * - Lists and counts have what is in them: `[mt]` is exactly the plans or runs of `m` and `t`.
 *
 * `nobody` may nothing; `reader` may read what is their own; `owner` may everything that is for their team's entities;
 * `starter` may start, cancel and retry from east to west; `tenant` may stage within namespace shop; `platform` may
 * everything; `auditor` may read everything.
 */
export const TABLE = `
call                                                                   ok  nobody reader owner  starter tenant platform auditor

GET    /clusters                                                       200 f      o      o      o       o      o        o
GET    /clusters/default/east/namespaces                               200 f      o      o      o       o      o        o
GET    /clusters/default/east/namespaces/shop/volumes                  200 f      o      o      o       o      o        o
GET    /clusters/default/east/namespaces/shop/images                   200 f      o      o      o       o      o        o

GET    /plans                                                          200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /plans?entityRef=component:default/till                         200 f      [m]    []     [m]     [mb]   [mb]     [mb]
GET    /migrations                                                     200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?order=asc                                           200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=planName&order=asc                          200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=planName&order=desc                         200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=entityRef&order=asc                         200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=entityRef&order=desc                        200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=initiatedBy&order=asc                       200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=initiatedBy&order=desc                      200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=type&order=asc                              200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=type&order=desc                             200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=state&order=asc                             200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=state&order=desc                            200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=duration&order=asc                          200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=duration&order=desc                         200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=bytes&order=asc                             200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?orderBy=bytes&order=desc                            200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?entityRef=component:default/till                    200 f      [m]    []     [m]     [mb]   [mb]     [mb]
GET    /migrations?cluster=resource:default/west                       200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /migrations?initiator=user:default/bob                          200 f      []     [t]    [t]     [b]    [tbn]    [tbn]
GET    /migrations?state=running                                       200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /stats                                                          200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]
GET    /audit                                                          200 f      f      f      f       f      o        o
GET    /audit?format=csv                                               200 f      f      f      f       f      o        o
ACTION list-migrations                                                 200 f      [m]    [t]    [mt]    [mb]   [mtbn]   [mtbn]

GET    /plans/{planId}                                                 200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}                                       200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}/events                                200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}/report                                200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}/report?format=csv                     200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}/items/{itemId}/logs                   200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}/items/{itemId}/logs?format=json       200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
GET    /migrations/{migrationId}/image-references                      200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
ACTION get-migration                                                   200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo

POST   /preflight                                                      200 f      f      o      f       f      o        f
POST   /preflight?inspect=true                                         200 f      f      f      f       f      o        f
POST   /plans                                                          201 f      f      o      f       f      o        f
ACTION plan-migration                                                  200 f      f      o      f       f      o        f
POST   /plans/{planId}/preflight                                       200 hhhh   ohhh   hohh   oohh    ohoh   oooo     oooo
POST   /plans/{planId}/preflight?probe=true                            200 hhhh   fhhh   hohh   oohh    ohoh   oooo     ffff
PATCH  /plans/{planId}                                                 200 hhhh   fhhh   hohh   ffhh    fhfh   oooo     ffff

POST   /migrations dry run of a cutover                                202 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
POST   /migrations dry run of a rollback                               202 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
POST   /migrations dry run of a stage                                  202 hhhh   fhhh   hohh   oohh    ohoh   oooo     ffff
DELETE /plans/{planId}?confirm=delete                                  204 hhhh   fhhh   hohh   ffhh    fhfh   oooo     ffff
POST   /migrations                                                     202 hhhh   fhhh   hohh   oohh    ohoh   oooo     ffff
ACTION start-migration                                                 200 hhhh   fhhh   hohh   oohh    ohoh   oooo     ffff

POST   /migrations/{migrationId}/items/{itemId}/cancel?confirm=cancel  202 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
POST   /migrations/{migrationId}/cancel?confirm=cancel                 202 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
POST   /migrations/{migrationId}/items/{itemId}/remove-kept?confirm=removeKept 409 hhhh fhhh hohh  oohh    fhfh   oooo     ffff
POST   /migrations/{migrationId}/items/{itemId}/retry                  202 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
POST   /migrations/{migrationId}/retry                                 202 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
ACTION cancel-migration                                                200 hhhh   fhhh   hohh   oohh    fhfh   oooo     ffff
`;

/** A line of the table. */
export interface Row {
  /** HTTP method, or `ACTION` of the registry. */
  method: string;
  /** Path with query, or the name of the action. */
  target: string;
  /** What else is meant by the line. */
  variant?: string;
  /** Status of what is done. */
  ok: number;
  expected: Record<Role, string>;
}

/** The table, taken apart. */
export function rows(): Row[] {
  return TABLE.trim()
    .split('\n')
    .slice(1)
    .filter(line => line.trim())
    .map(line => {
      const [, call, ok, cells] = /^(.*\S)\s+(\d{3})\s+(.*)$/.exec(line)!;
      const [method, target, ...variant] = call.split(/\s+/);
      const columns = cells.split(/\s+/);
      return {
        method,
        target,
        variant: variant.join(' ') || undefined,
        ok: Number(ok),
        expected: Object.fromEntries(
          ROLES.map((role, index) => [role, columns[index]]),
        ) as Record<Role, string>,
      };
    });
}
