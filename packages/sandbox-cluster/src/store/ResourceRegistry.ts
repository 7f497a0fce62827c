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

import { ResourceType } from '../types';
import { openShiftResources, standardResources } from './resourceTypes';

/**
 * The resources that one cluster serves.
 * @internal
 */
export class ResourceRegistry {
  readonly #types: ResourceType[];

  constructor(options: { openshift?: boolean; extra?: ResourceType[] } = {}) {
    this.#types = [
      ...standardResources,
      ...(options.openshift ? openShiftResources : []),
      ...(options.extra ?? []),
    ];
  }

  all(): ResourceType[] {
    return this.#types;
  }

  find(
    group: string,
    version: string,
    plural: string,
  ): ResourceType | undefined {
    return this.#types.find(
      t => t.group === group && t.version === version && t.plural === plural,
    );
  }

  /** By plural name, whatever the version and, unless given, the group; throws when the resource is not served. */
  get(plural: string, group?: string): ResourceType {
    const type = this.#types.find(
      t => t.plural === plural && (group === undefined || t.group === group),
    );
    if (!type) {
      throw new Error(`The sandbox does not serve ${plural}`);
    }
    return type;
  }

  byKind(apiVersion: string, kind: string): ResourceType | undefined {
    return this.#types.find(
      t => apiVersionOf(t) === apiVersion && t.kind === kind,
    );
  }
}

/**
 * `group/version`, or only the version in the core group.
 * @internal
 */
export function apiVersionOf(
  type: Pick<ResourceType, 'group' | 'version'>,
): string {
  return type.group ? `${type.group}/${type.version}` : type.version;
}
