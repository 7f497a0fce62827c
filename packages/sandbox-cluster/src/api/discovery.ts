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

import { apiVersionOf, ResourceRegistry } from '../store/ResourceRegistry';
import { ResourceType } from '../types';

const VERBS = [
  'create',
  'delete',
  'deletecollection',
  'get',
  'list',
  'patch',
  'update',
  'watch',
];

/**
 * The answer to a path of discovery, or undefined when the path is none.
 * @internal
 */
export function discover(
  path: string,
  registry: ResourceRegistry,
): object | undefined {
  const parts = path.split('/').filter(Boolean);
  const groups = groupsOf(registry);
  if (parts.length === 0) {
    return {
      paths: [
        '/api',
        '/api/v1',
        '/apis',
        ...groups.flatMap(g => [
          `/apis/${g.name}`,
          ...g.versions.map(v => `/apis/${v.groupVersion}`),
        ]),
        '/healthz',
        '/livez',
        '/readyz',
        '/version',
      ],
    };
  }
  if (path === '/version' || path === '/version/') {
    return {
      major: '1',
      minor: '30',
      gitVersion: 'v1.30.0+sandbox',
      gitCommit: '',
      gitTreeState: 'clean',
      buildDate: '2026-01-01T00:00:00Z',
      goVersion: `node ${process.version}`,
      compiler: 'node',
      platform: `${process.platform}/${process.arch}`,
    };
  }
  if (parts[0] === 'api') {
    if (parts.length === 1) {
      return {
        kind: 'APIVersions',
        versions: ['v1'],
        serverAddressByClientCIDRs: [],
      };
    }
    return parts.length === 2 && parts[1] === 'v1'
      ? resourceList('', 'v1', registry)
      : undefined;
  }
  if (parts[0] !== 'apis' || parts.length > 3) {
    return undefined;
  }
  if (parts.length === 1) {
    return { kind: 'APIGroupList', apiVersion: 'v1', groups };
  }
  const group = groups.find(g => g.name === parts[1]);
  if (parts.length === 2) {
    return group && { kind: 'APIGroup', apiVersion: 'v1', ...group };
  }
  return group?.versions.some(v => v.version === parts[2])
    ? resourceList(parts[1], parts[2], registry)
    : undefined;
}

function groupsOf(registry: ResourceRegistry) {
  const versions = new Map<string, Set<string>>([
    ['authorization.k8s.io', new Set(['v1'])],
  ]);
  for (const type of registry.all().filter(t => t.group)) {
    const known = versions.get(type.group) ?? new Set();
    versions.set(type.group, known.add(type.version));
  }
  return [...versions].map(([name, set]) => {
    const list = [...set].map(version => ({
      groupVersion: `${name}/${version}`,
      version,
    }));
    return { name, versions: list, preferredVersion: list[0] };
  });
}

function resourceList(
  group: string,
  version: string,
  registry: ResourceRegistry,
): object {
  const types = registry
    .all()
    .filter(t => t.group === group && t.version === version);
  const reviews =
    group === 'authorization.k8s.io'
      ? ['SelfSubjectAccessReview', 'SelfSubjectRulesReview'].map(kind => ({
          name: `${kind.toLowerCase()}s`,
          singularName: '',
          namespaced: false,
          kind,
          verbs: ['create'],
        }))
      : [];
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: apiVersionOf({ group, version }),
    resources: [...types.flatMap(entriesOf), ...reviews],
  };
}

const IN_ALL =
  /^(Pod|Service|Deployment|ReplicaSet|StatefulSet|DaemonSet|Job|CronJob)$/;

function entriesOf(type: ResourceType): object[] {
  const main = {
    name: type.plural,
    singularName: type.singular,
    namespaced: type.namespaced,
    kind: type.kind,
    verbs: VERBS,
    ...(type.shortNames ? { shortNames: type.shortNames } : {}),
    ...(IN_ALL.test(type.kind) ? { categories: ['all'] } : {}),
  };
  const subresources = (type.subresources ?? []).map(name => ({
    name: `${type.plural}/${name}`,
    singularName: '',
    namespaced: type.namespaced,
    kind:
      { scale: 'Scale', eviction: 'Eviction' }[name as 'scale' | 'eviction'] ??
      type.kind,
    verbs: {
      log: ['get'],
      eviction: ['create'],
      finalize: ['update'],
    }[name as 'log' | 'eviction' | 'finalize'] ?? ['get', 'patch', 'update'],
  }));
  return [main, ...subresources];
}
