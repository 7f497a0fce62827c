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

// openapi-fetch names its methods after HTTP's.
/* eslint-disable new-cap */
import { ResponseError } from '@backstage/errors';
import createClient, { type Client } from 'openapi-fetch';
import type { operations, paths } from './generated/schema';
import type {
  AuditEntry,
  Cluster,
  ImageRepository,
  Item,
  Migration,
  ImageReferences,
  MigrationConfirmation,
  MigrationEvent,
  MigrationInput,
  MigrationReport,
  MigrationType,
  Namespace,
  Page,
  Plan,
  PlanInput,
  PlanPatch,
  Preflight,
  Stats,
  Volume,
} from './types';

/** Filters of {@link DirectMigrationApi.listMigrations}. @public */
export type ListMigrationsOptions = NonNullable<
  operations['listMigrations']['parameters']['query']
>;
/** Filters of {@link DirectMigrationApi.listPlans}. @public */
export type ListPlansOptions = NonNullable<
  operations['listPlans']['parameters']['query']
>;
/** Filters of {@link DirectMigrationApi.listEvents}. @public */
export type ListEventsOptions = NonNullable<
  operations['listEvents']['parameters']['query']
>;

/** Filters of {@link DirectMigrationApi.listAudit}. @public */
export type ListAuditOptions = Omit<
  NonNullable<operations['listAudit']['parameters']['query']>,
  'format'
>;
/** Filters of {@link DirectMigrationApi.getStats}. @public */
export type GetStatsOptions = NonNullable<
  operations['getStats']['parameters']['query']
>;

/** What of a namespace's images {@link DirectMigrationApi.listImages} lists. @public */
export type ListImagesOptions = NonNullable<
  operations['listImages']['parameters']['query']
>;

/** How one call is made. @public */
export interface RequestOptions {
  signal?: AbortSignal;
  /** A Backstage token; callers in the browser leave it to the fetch API. */
  token?: string;
}

/**
 * The REST API. Every method throws `ResponseError` from `@backstage/errors`; our `code`, `hint` and `field` are in its `body.error`.
 * @public
 */
export interface DirectMigrationApi {
  listClusters(options?: RequestOptions): Promise<Cluster[]>;
  /** @param entityRef - full ref of the cluster, `resource:default/east` */
  listNamespaces(
    entityRef: string,
    options?: RequestOptions,
  ): Promise<Namespace[]>;
  listVolumes(
    entityRef: string,
    namespace: string,
    options?: RequestOptions,
  ): Promise<Volume[]>;
  listImages(
    entityRef: string,
    namespace: string,
    filter?: ListImagesOptions,
    options?: RequestOptions,
  ): Promise<ImageRepository[]>;
  listPlans(
    filter?: ListPlansOptions,
    options?: RequestOptions,
  ): Promise<Page<Plan>>;
  /** @param options - the same `idempotencyKey` of the same caller gives the same plan */
  createPlan(
    plan: PlanInput,
    options?: RequestOptions & { idempotencyKey?: string },
  ): Promise<Plan>;
  getPlan(id: string, options?: RequestOptions): Promise<Plan>;
  updatePlan(
    id: string,
    patch: PlanPatch,
    options?: RequestOptions,
  ): Promise<Plan>;
  /** @param options - `confirm`: that a person wants it deleted */
  deletePlan(
    id: string,
    options: RequestOptions & { confirm: 'delete' },
  ): Promise<void>;
  /**
   * For a stage, unless `type` says otherwise. `probe`: also proves the way by pods that it makes and removes again; `inspect`:
   * looks into the volumes by such pods; both take longer.
   */
  preflightPlan(
    id: string,
    options?: RequestOptions & {
      probe?: boolean;
      inspect?: boolean;
      type?: MigrationType;
    },
  ): Promise<Preflight>;
  /** The preflight of a plan that is not stored; for a stage, unless `type` says otherwise. */
  previewPlan(
    plan: PlanInput,
    options?: RequestOptions & { type?: MigrationType },
  ): Promise<Preflight>;
  listMigrations(
    filter?: ListMigrationsOptions,
    options?: RequestOptions,
  ): Promise<Page<Migration>>;
  startMigration(
    input: MigrationInput,
    options?: RequestOptions,
  ): Promise<Migration>;
  getMigration(id: string, options?: RequestOptions): Promise<Migration>;
  listEvents(
    migrationId: string,
    filter?: ListEventsOptions,
    options?: RequestOptions,
  ): Promise<Page<MigrationEvent>>;
  /** What was moved, and how it was proved. */
  getReport(id: string, options?: RequestOptions): Promise<MigrationReport>;
  /** The same as CSV, with a line of headings. */
  exportReport(id: string, options?: RequestOptions): Promise<Blob>;
  /** What the item's pods wrote, of one attempt or of all. */
  getItemLogs(
    migrationId: string,
    itemId: string,
    filter?: { attempt?: number },
    options?: RequestOptions,
  ): Promise<string>;
  /** What image references of the source's workloads are on the target. */
  getImageReferences(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<ImageReferences>;
  /** @param options - `confirm`: that a person wants it canceled */
  cancelMigration(
    id: string,
    options: RequestOptions & { confirm: 'cancel' },
  ): Promise<Migration>;
  /** @param options - `confirm`: what {@link confirmationOf} the migration says */
  retryMigration(
    id: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ): Promise<Migration>;
  /** @param options - `confirm`: that a person wants it canceled */
  cancelItem(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ): Promise<Item>;
  /** @param options - `confirm`: for an item that deletes volumes, `deleteTargetVolumes` */
  retryItem(
    migrationId: string,
    itemId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ): Promise<Item>;
  listAudit(
    filter?: ListAuditOptions,
    options?: RequestOptions,
  ): Promise<Page<AuditEntry>>;
  /** Every matching entry as CSV, with a line of headings. */
  exportAudit(
    filter?: Omit<ListAuditOptions, 'limit' | 'cursor'>,
    options?: RequestOptions,
  ): Promise<Blob>;
  getStats(filter?: GetStatsOptions, options?: RequestOptions): Promise<Stats>;
}

/** Typed by the generated schema, so that a change of `openapi.yaml` which breaks a caller does not compile. @public */
export class DirectMigrationClient implements DirectMigrationApi {
  readonly #discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  readonly #fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi?: { fetch: typeof fetch };
  }) {
    this.#discoveryApi = options.discoveryApi;
    this.#fetchApi = options.fetchApi ?? { fetch };
  }

  async listClusters(options?: RequestOptions) {
    const { items } = await this.#call(options, (client, init) =>
      client.GET('/clusters', init),
    );
    return items;
  }

  async listNamespaces(entityRef: string, options?: RequestOptions) {
    const { items } = await this.#call(options, (client, init) =>
      client.GET('/clusters/{clusterNamespace}/{clusterName}/namespaces', {
        ...init,
        params: { path: splitRef(entityRef) },
      }),
    );
    return items;
  }

  async listVolumes(
    entityRef: string,
    namespace: string,
    options?: RequestOptions,
  ) {
    const { items } = await this.#call(options, (client, init) =>
      client.GET(
        '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/volumes',
        { ...init, params: { path: { ...splitRef(entityRef), namespace } } },
      ),
    );
    return items;
  }

  async listImages(
    entityRef: string,
    namespace: string,
    query?: ListImagesOptions,
    options?: RequestOptions,
  ) {
    const { items } = await this.#call(options, (client, init) =>
      client.GET(
        '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/images',
        {
          ...init,
          params: { path: { ...splitRef(entityRef), namespace }, query },
        },
      ),
    );
    return items;
  }

  async listPlans(query?: ListPlansOptions, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.GET('/plans', { ...init, params: { query } }),
    );
  }

  async createPlan(
    body: PlanInput,
    options?: RequestOptions & { idempotencyKey?: string },
  ) {
    const { idempotencyKey } = options ?? {};
    return this.#call(options, (client, init) =>
      client.POST('/plans', {
        ...init,
        params: { query: { idempotencyKey } },
        body,
      }),
    );
  }

  async getPlan(planId: string, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.GET('/plans/{planId}', { ...init, params: { path: { planId } } }),
    );
  }

  async updatePlan(planId: string, body: PlanPatch, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.PATCH('/plans/{planId}', {
        ...init,
        params: { path: { planId } },
        body,
      }),
    );
  }

  async deletePlan(
    planId: string,
    options: RequestOptions & { confirm: 'delete' },
  ) {
    const { confirm } = options;
    await this.#call(options, (client, init) =>
      client.DELETE('/plans/{planId}', {
        ...init,
        params: { path: { planId }, query: { confirm } },
      }),
    );
  }

  async preflightPlan(
    planId: string,
    options?: RequestOptions & {
      probe?: boolean;
      inspect?: boolean;
      type?: MigrationType;
    },
  ) {
    return this.#call(options, (client, init) =>
      client.POST('/plans/{planId}/preflight', {
        ...init,
        params: {
          path: { planId },
          query: {
            ...(options?.probe && { probe: true }),
            ...(options?.inspect && { inspect: true }),
            ...(options?.type && { type: options.type }),
          },
        },
      }),
    );
  }

  async previewPlan(
    body: PlanInput,
    options?: RequestOptions & { type?: MigrationType },
  ) {
    return this.#call(options, (client, init) =>
      client.POST('/preflight', {
        ...init,
        body,
        params: { query: { ...(options?.type && { type: options.type }) } },
      }),
    );
  }

  async listMigrations(
    query?: ListMigrationsOptions,
    options?: RequestOptions,
  ) {
    return this.#call(options, (client, init) =>
      client.GET('/migrations', { ...init, params: { query } }),
    );
  }

  async startMigration(body: MigrationInput, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.POST('/migrations', { ...init, body }),
    );
  }

  async getMigration(migrationId: string, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.GET('/migrations/{migrationId}', {
        ...init,
        params: { path: { migrationId } },
      }),
    );
  }

  async listEvents(
    migrationId: string,
    query?: ListEventsOptions,
    options?: RequestOptions,
  ) {
    return this.#call(options, (client, init) =>
      client.GET('/migrations/{migrationId}/events', {
        ...init,
        params: { path: { migrationId }, query },
      }),
    );
  }

  async getReport(migrationId: string, options?: RequestOptions) {
    const report = await this.#call(options, (client, init) =>
      client.GET('/migrations/{migrationId}/report', {
        ...init,
        params: { path: { migrationId } },
      }),
    );
    // Text only comes to who asks for CSV.
    return report as MigrationReport;
  }

  async exportReport(
    migrationId: string,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#call<Blob>(options, async (client, init) =>
      client.GET('/migrations/{migrationId}/report', {
        ...init,
        params: { path: { migrationId }, query: { format: 'csv' } },
        parseAs: 'blob',
      }),
    );
  }

  async getItemLogs(
    migrationId: string,
    itemId: string,
    query?: { attempt?: number },
    options?: RequestOptions,
  ): Promise<string> {
    return this.#call<string>(options, async (client, init) =>
      client.GET('/migrations/{migrationId}/items/{itemId}/logs', {
        ...init,
        params: { path: { migrationId, itemId }, query },
        parseAs: 'text',
      }),
    );
  }

  async getImageReferences(migrationId: string, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.GET('/migrations/{migrationId}/image-references', {
        ...init,
        params: { path: { migrationId } },
      }),
    );
  }

  async cancelMigration(
    migrationId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ) {
    const { confirm } = options;
    return this.#call(options, (client, init) =>
      client.POST('/migrations/{migrationId}/cancel', {
        ...init,
        params: { path: { migrationId }, query: { confirm } },
      }),
    );
  }

  async retryMigration(
    migrationId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ) {
    const query = confirmation(options);
    return this.#call(options, (client, init) =>
      client.POST('/migrations/{migrationId}/retry', {
        ...init,
        params: { path: { migrationId }, query },
      }),
    );
  }

  async cancelItem(
    migrationId: string,
    itemId: string,
    options: RequestOptions & { confirm: 'cancel' },
  ) {
    const { confirm } = options;
    return this.#call(options, (client, init) =>
      client.POST('/migrations/{migrationId}/items/{itemId}/cancel', {
        ...init,
        params: { path: { migrationId, itemId }, query: { confirm } },
      }),
    );
  }

  async retryItem(
    migrationId: string,
    itemId: string,
    options?: RequestOptions & { confirm?: MigrationConfirmation },
  ) {
    const query = confirmation(options);
    return this.#call(options, (client, init) =>
      client.POST('/migrations/{migrationId}/items/{itemId}/retry', {
        ...init,
        params: { path: { migrationId, itemId }, query },
      }),
    );
  }

  async listAudit(query?: ListAuditOptions, options?: RequestOptions) {
    const page = await this.#call(options, (client, init) =>
      client.GET('/audit', { ...init, params: { query } }),
    );
    // Text only comes to who asks for CSV.
    return page as Page<AuditEntry>;
  }

  async exportAudit(
    query?: Omit<ListAuditOptions, 'limit' | 'cursor'>,
    options?: RequestOptions,
  ): Promise<Blob> {
    return this.#call<Blob>(options, async (client, init) =>
      client.GET('/audit', {
        ...init,
        params: { query: { ...query, format: 'csv' } },
        parseAs: 'blob',
      }),
    );
  }

  async getStats(query?: GetStatsOptions, options?: RequestOptions) {
    return this.#call(options, (client, init) =>
      client.GET('/stats', { ...init, params: { query } }),
    );
  }

  async #call<T>(
    options: RequestOptions | undefined,
    send: (
      client: Client<paths>,
      init: { signal?: AbortSignal; headers?: Record<string, string> },
    ) => Promise<{ data?: T; response: Response }>,
  ): Promise<T> {
    let failed: Response | undefined;
    const client = createClient<paths>({
      baseUrl: await this.#discoveryApi.getBaseUrl('direct-migration'),
      fetch: async request => {
        const body = await request.text();
        // Not the request itself: the portal's fetch API makes new requests of what it is given, more than once, and a
        // request that has a body can be used for that only once.
        const response = await this.#fetchApi.fetch(request.url, {
          method: request.method,
          headers: request.headers,
          signal: request.signal,
          ...(body && { body }),
        });
        if (!response.ok) {
          // The client reads the body of a failed answer itself, and a body can be read only once.
          failed = response.clone();
        }
        return response;
      },
    });
    const { data } = await send(client, {
      signal: options?.signal,
      ...(options?.token && {
        headers: { Authorization: `Bearer ${options.token}` },
      }),
    });
    if (failed) {
      throw await ResponseError.fromResponse(failed);
    }
    return data as T;
  }
}

function splitRef(entityRef: string): {
  clusterNamespace: string;
  clusterName: string;
} {
  const match = /^(?:[^:/]+:)?(?:([^:/]+)\/)?([^:/]+)$/.exec(entityRef);
  if (!match) {
    throw new TypeError(
      `'${entityRef}' is not an entity ref such as resource:default/east`,
    );
  }
  return { clusterNamespace: match[1] ?? 'default', clusterName: match[2] };
}

function confirmation(options?: { confirm?: MigrationConfirmation }) {
  return options?.confirm && { confirm: options.confirm };
}
