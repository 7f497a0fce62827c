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

import type { NeededRule } from '../engines/permissions';
import type { ClusterConnection } from '../clusters/types';
import type { Findings } from './Findings';

const AT_ONCE = 8;
const VERBS = ['get', 'list', 'watch', 'create', 'patch', 'delete'];

/**
 * Asks the cluster whether the credentials may do exactly what the engines will do.
 *
 * @param options - `namespace`: where; left out for rules of the whole cluster
 * @internal
 */
export async function checkPermissions(options: {
  findings: Findings;
  connection: ClusterConnection;
  namespace?: string;
  rules: NeededRule[];
}): Promise<void> {
  const { findings, connection, rules } = options;
  const questions = rules.flatMap(rule =>
    rule.verbs.map(verb => ({ rule, verb })),
  );
  const refused = new Map<NeededRule, string[]>();
  const next = async (): Promise<void> => {
    const question = questions.shift();
    if (!question) {
      return;
    }
    const { rule, verb } = question;
    const { allowed } = await connection.client.canI({
      verb,
      group: rule.group,
      resource: rule.resource,
      subresource: rule.subresource,
      namespace: rule.clusterWide ? undefined : options.namespace,
    });
    if (!allowed) {
      refused.set(rule, [...(refused.get(rule) ?? []), verb]);
    }
    await next();
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  // The answers come in any order; the list is to be the same each time.
  const missing = rules
    .filter(rule => refused.has(rule))
    .map((rule): [NeededRule, string[]] => [
      rule,
      refused.get(rule)!.sort((a, b) => VERBS.indexOf(a) - VERBS.indexOf(b)),
    ]);
  for (const optional of [false, true]) {
    const found = missing.filter(
      ([rule]) => Boolean(rule.optional) === optional,
    );
    if (!found.length) {
      continue;
    }
    const place = options.namespace ? `namespace ${options.namespace} of ` : '';
    const list = found.map(
      ([rule, verbs]) =>
        `{apiGroups: ["${rule.group}"], resources: ["${[
          rule.resource,
          rule.subresource,
        ]
          .filter(Boolean)
          .join('/')}"], verbs: [${verbs.map(v => `"${v}"`).join(', ')}]}`,
    );
    if (!optional) {
      findings.rulesListed(connection.name);
    }
    findings.add({
      id: optional ? 'permission.optionalMissing' : 'permission.missing',
      level: optional ? 'warn' : 'block',
      subject: options.namespace
        ? `${connection.name}/${options.namespace}`
        : connection.name,
      message: `The credentials for ${place}cluster ${
        connection.name
      } may not ${found
        .map(
          ([rule, verbs]) =>
            `${verbs.join(', ')} ${[rule.resource, rule.subresource]
              .filter(Boolean)
              .join('/')}`,
        )
        .join('; ')}`,
      fix: `Add to a ${
        options.namespace
          ? `Role in namespace ${options.namespace}`
          : 'ClusterRole'
      }: ${list.join(', ')}`,
    });
  }
}
