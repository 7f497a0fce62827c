// Made from openapi.yaml by `yarn generate`. Not to be edited.
/** The OpenAPI document of the REST API.
 * @public
 */
export const openapiDocument: Record<string, unknown> = {
  openapi: '3.0.3',
  info: {
    title: 'direct-migration',
    version: '1',
    description:
      'Direct image and volume migrations between Kubernetes clusters of the Backstage catalog.',
    license: {
      name: 'Apache-2.0',
      url: 'http://www.apache.org/licenses/LICENSE-2.0.html',
    },
  },
  servers: [{ url: '/' }],
  paths: {
    '/clusters': {
      get: {
        operationId: 'listClusters',
        description:
          "Clusters of the catalog that the caller may see, with what was found out about each; a cluster that can't be used is listed with its problems.",
        responses: {
          '200': {
            description: 'Clusters.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Cluster' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/clusters/{clusterNamespace}/{clusterName}/namespaces': {
      get: {
        operationId: 'listNamespaces',
        parameters: [
          { $ref: '#/components/parameters/clusterNamespace' },
          { $ref: '#/components/parameters/clusterName' },
        ],
        responses: {
          '200': {
            description: 'Namespaces.',
            content: {
              'application/json': {
                schema: {
                  type: 'object',
                  required: ['items'],
                  properties: {
                    items: {
                      type: 'array',
                      items: { $ref: '#/components/schemas/Namespace' },
                    },
                  },
                },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/volumes':
      {
        get: {
          operationId: 'listVolumes',
          description:
            "Every PersistentVolumeClaim of the namespace; those that can't be migrated carry the reason.",
          parameters: [
            { $ref: '#/components/parameters/clusterNamespace' },
            { $ref: '#/components/parameters/clusterName' },
            { $ref: '#/components/parameters/namespace' },
          ],
          responses: {
            '200': {
              description: 'Volumes.',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['items'],
                    properties: {
                      items: {
                        type: 'array',
                        items: { $ref: '#/components/schemas/Volume' },
                      },
                    },
                  },
                },
              },
            },
            default: { $ref: '#/components/responses/Error' },
          },
        },
      },
    '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/images':
      {
        get: {
          operationId: 'listImages',
          description:
            'ImageStreams of the namespace and images that its workloads use. What lies in another registry or cannot be resolved is listed with the reason.',
          parameters: [
            { $ref: '#/components/parameters/clusterNamespace' },
            { $ref: '#/components/parameters/clusterName' },
            { $ref: '#/components/parameters/namespace' },
            {
              name: 'labelSelector',
              in: 'query',
              allowReserved: true,
              description:
                'Only ImageStreams and workloads with these labels, for example app=web,tier!=test.',
              schema: { type: 'string', minLength: 1, maxLength: 1000 },
            },
            {
              name: 'includeTags',
              in: 'query',
              allowReserved: true,
              description: 'Only tags that match one of these patterns.',
              schema: {
                type: 'array',
                maxItems: 100,
                items: { $ref: '#/components/schemas/TagPattern' },
              },
            },
            {
              name: 'excludeTags',
              in: 'query',
              allowReserved: true,
              description: 'But not those that match one of these.',
              schema: {
                type: 'array',
                maxItems: 100,
                items: { $ref: '#/components/schemas/TagPattern' },
              },
            },
            {
              name: 'history',
              in: 'query',
              description: 'The whole history of each tag of an ImageStream.',
              schema: { type: 'boolean', default: false },
            },
          ],
          responses: {
            '200': {
              description: 'Image repositories.',
              content: {
                'application/json': {
                  schema: {
                    type: 'object',
                    required: ['items'],
                    properties: {
                      items: {
                        type: 'array',
                        items: { $ref: '#/components/schemas/ImageRepository' },
                      },
                    },
                  },
                },
              },
            },
            default: { $ref: '#/components/responses/Error' },
          },
        },
      },
    '/plans': {
      get: {
        operationId: 'listPlans',
        parameters: [
          { $ref: '#/components/parameters/entityRef' },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/cursor' },
        ],
        responses: {
          '200': {
            description: 'Plans.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/PlanPage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'createPlan',
        parameters: [
          {
            name: 'idempotencyKey',
            in: 'query',
            allowReserved: true,
            description: 'The same key of the same caller gives the same plan.',
            schema: { type: 'string', minLength: 1, maxLength: 255 },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PlanInput' },
            },
          },
        },
        responses: {
          '201': {
            description: 'The plan.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Plan' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/plans/{planId}': {
      parameters: [{ $ref: '#/components/parameters/planId' }],
      get: {
        operationId: 'getPlan',
        responses: {
          '200': {
            description: 'The plan.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Plan' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      patch: {
        operationId: 'updatePlan',
        description:
          'Replaces the given fields; refused while a migration of the plan runs.',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PlanPatch' },
            },
          },
        },
        responses: {
          '200': {
            description: 'The plan.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Plan' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      delete: {
        operationId: 'deletePlan',
        description:
          'Refused while a migration of the plan runs. Its migrations stay.',
        parameters: [{ $ref: '#/components/parameters/confirmDelete' }],
        responses: {
          '204': { description: 'Deleted.' },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/plans/{planId}/preflight': {
      post: {
        operationId: 'preflightPlan',
        description:
          'Looks at both clusters, changes nothing; with `probe` it also moves a few MiB the way that the volumes would go, by pods that it makes and removes again, which takes up to some minutes.',
        parameters: [
          { $ref: '#/components/parameters/planId' },
          {
            name: 'probe',
            in: 'query',
            description:
              'Makes pods, and a missing target namespace, for which the right to start migrations is needed.',
            schema: { type: 'boolean', default: false },
          },
          {
            name: 'inspect',
            in: 'query',
            description:
              'Reads the metadata of the volumes by pods in the source: how much they hold, and what of it the target could not keep. Needs the right to start migrations.',
            schema: { type: 'boolean', default: false },
          },
          {
            name: 'type',
            in: 'query',
            description:
              'Which type of migration to look for; stage without it.',
            schema: { $ref: '#/components/schemas/MigrationType' },
          },
        ],
        responses: {
          '200': {
            description: 'Checks.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preflight' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/preflight': {
      post: {
        operationId: 'previewPlan',
        description:
          'The preflight of a plan that is not stored. Looks at both clusters, changes nothing.',
        parameters: [
          {
            name: 'inspect',
            in: 'query',
            description:
              'As for a stored plan; the right to start a migration of such a plan is needed for it.',
            schema: { type: 'boolean', default: false },
          },
          {
            name: 'type',
            in: 'query',
            description:
              'Which type of migration to look for; stage without it.',
            schema: { $ref: '#/components/schemas/MigrationType' },
          },
        ],
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/PlanInput' },
            },
          },
        },
        responses: {
          '200': {
            description: 'Checks.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Preflight' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations': {
      get: {
        operationId: 'listMigrations',
        parameters: [
          { name: 'planId', in: 'query', schema: { type: 'string' } },
          { $ref: '#/components/parameters/entityRef' },
          {
            name: 'entityRefs',
            in: 'query',
            allowReserved: true,
            description:
              'Of any of these entities, for example all that a team owns.',
            schema: { type: 'array', maxItems: 200, items: { type: 'string' } },
          },
          {
            name: 'type',
            in: 'query',
            schema: { $ref: '#/components/schemas/MigrationType' },
          },
          {
            name: 'orderBy',
            in: 'query',
            description:
              '`state` as a migration passes through them, `duration` of what has not ended up to the first page, `bytes` moved. Among equals the newest come first; those without a value come last. A cursor is of one order only.',
            schema: {
              type: 'string',
              enum: [
                'createdAt',
                'planName',
                'entityRef',
                'initiatedBy',
                'type',
                'state',
                'duration',
                'bytes',
              ],
              default: 'createdAt',
            },
          },
          {
            name: 'order',
            in: 'query',
            schema: { type: 'string', enum: ['desc', 'asc'], default: 'desc' },
          },
          {
            name: 'cluster',
            in: 'query',
            allowReserved: true,
            description: 'Entity ref of a source or target cluster.',
            schema: { type: 'string' },
          },
          {
            name: 'state',
            in: 'query',
            schema: { $ref: '#/components/schemas/State' },
          },
          {
            name: 'initiator',
            in: 'query',
            allowReserved: true,
            schema: { type: 'string' },
          },
          {
            name: 'createdAfter',
            in: 'query',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'createdBefore',
            in: 'query',
            schema: { type: 'string', format: 'date-time' },
          },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/cursor' },
        ],
        responses: {
          '200': {
            description:
              'Newest first, unless `orderBy` and `order` say otherwise.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MigrationPage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
      post: {
        operationId: 'startMigration',
        requestBody: {
          required: true,
          content: {
            'application/json': {
              schema: { $ref: '#/components/schemas/MigrationInput' },
            },
          },
        },
        responses: {
          '202': {
            description:
              'The migration; the same idempotency key gives the same migration.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Migration' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}': {
      get: {
        operationId: 'getMigration',
        parameters: [{ $ref: '#/components/parameters/migrationId' }],
        responses: {
          '200': {
            description: 'The migration with its items.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Migration' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/events': {
      get: {
        operationId: 'listEvents',
        description: 'Oldest first.',
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { name: 'itemId', in: 'query', schema: { type: 'string' } },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/cursor' },
        ],
        responses: {
          '200': {
            description: 'Events.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/EventPage' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/report': {
      get: {
        operationId: 'getReport',
        description:
          'What was moved and how it was proved, item by item. As CSV (`text/csv`) with `format=csv`.',
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          {
            name: 'format',
            in: 'query',
            schema: { type: 'string', enum: ['json', 'csv'], default: 'json' },
          },
        ],
        responses: {
          '200': {
            description:
              'The report; of items that have not ended, what is known of them.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/MigrationReport' },
              },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/items/{itemId}/logs': {
      get: {
        operationId: 'getItemLogs',
        description:
          "The end of what the item's pods wrote, at most 256 KiB for each pod: kept when they ended, and, while the item has not ended, read from the pods that are there now, at most every two seconds. As JSON with `format=json`.",
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { $ref: '#/components/parameters/itemId' },
          {
            name: 'attempt',
            in: 'query',
            description: 'Of this attempt only; without it of all of them.',
            schema: { type: 'integer', minimum: 1 },
          },
          {
            name: 'format',
            in: 'query',
            schema: { type: 'string', enum: ['text', 'json'], default: 'text' },
          },
        ],
        responses: {
          '200': {
            description:
              "As text, each pod's log under a line `==> pod`; empty when no pod ran.",
            content: {
              'text/plain': { schema: { type: 'string' } },
              'application/json': {
                schema: { $ref: '#/components/schemas/ItemLogs' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/image-references': {
      get: {
        operationId: 'getImageReferences',
        description:
          "Image references in the source namespaces' workloads that point at what the migration has copied, and what they are on the target; for other tools to rewrite manifests with.",
        parameters: [{ $ref: '#/components/parameters/migrationId' }],
        responses: {
          '200': {
            description: 'The references.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/ImageReferences' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/cancel': {
      post: {
        operationId: 'cancelMigration',
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { $ref: '#/components/parameters/confirmCancel' },
        ],
        responses: {
          '202': {
            description: 'The migration.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Migration' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/retry': {
      post: {
        operationId: 'retryMigration',
        description:
          'Queues every item that failed, partially failed or was canceled again.',
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { $ref: '#/components/parameters/confirmRetry' },
        ],
        responses: {
          '202': {
            description: 'The migration.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Migration' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/items/{itemId}/cancel': {
      post: {
        operationId: 'cancelItem',
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { $ref: '#/components/parameters/itemId' },
          { $ref: '#/components/parameters/confirmCancel' },
        ],
        responses: {
          '202': {
            description: 'The item.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Item' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/items/{itemId}/remove-kept': {
      post: {
        operationId: 'removeKept',
        description:
          "What the failed item keeps in the clusters, by the plan's keepOnFailure, is removed now rather than at its keptUntil. Needs the right to cancel.",
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { $ref: '#/components/parameters/itemId' },
          { $ref: '#/components/parameters/confirmRemoveKept' },
        ],
        responses: {
          '202': {
            description: 'The item.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Item' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/migrations/{migrationId}/items/{itemId}/retry': {
      post: {
        operationId: 'retryItem',
        parameters: [
          { $ref: '#/components/parameters/migrationId' },
          { $ref: '#/components/parameters/itemId' },
          { $ref: '#/components/parameters/confirmRetry' },
        ],
        responses: {
          '202': {
            description: 'The item.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Item' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/audit': {
      get: {
        operationId: 'listAudit',
        description:
          'Who did what, newest first. As CSV (`text/csv`) with `format=csv`, then all entries that match and no pages.',
        parameters: [
          {
            name: 'actor',
            in: 'query',
            allowReserved: true,
            description: 'Entity ref of the user or subject of the service.',
            schema: { type: 'string' },
          },
          {
            name: 'action',
            in: 'query',
            description: 'For example migration.start.',
            schema: { type: 'string' },
          },
          {
            name: 'result',
            in: 'query',
            schema: { $ref: '#/components/schemas/AuditResult' },
          },
          {
            name: 'cluster',
            in: 'query',
            allowReserved: true,
            description: 'Entity ref of a source or target cluster.',
            schema: { type: 'string' },
          },
          { $ref: '#/components/parameters/entityRef' },
          { name: 'planId', in: 'query', schema: { type: 'string' } },
          { name: 'migrationId', in: 'query', schema: { type: 'string' } },
          {
            name: 'after',
            in: 'query',
            description: 'Inclusive.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'before',
            in: 'query',
            description: 'Exclusive.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'format',
            in: 'query',
            schema: { type: 'string', enum: ['json', 'csv'], default: 'json' },
          },
          { $ref: '#/components/parameters/limit' },
          { $ref: '#/components/parameters/cursor' },
        ],
        responses: {
          '200': {
            description: 'Entries.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/AuditPage' },
              },
              'text/csv': { schema: { type: 'string' } },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
    '/stats': {
      get: {
        operationId: 'getStats',
        description:
          'Counts over the migrations that the caller may read, by the day (UTC) on which they were started.',
        parameters: [
          {
            name: 'after',
            in: 'query',
            description: 'Inclusive; by default 30 days before `before`.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'before',
            in: 'query',
            description:
              'Exclusive; by default now. At most 366 days after `after`.',
            schema: { type: 'string', format: 'date-time' },
          },
          {
            name: 'cluster',
            in: 'query',
            allowReserved: true,
            description: 'Entity ref of a source or target cluster.',
            schema: { type: 'string' },
          },
          { $ref: '#/components/parameters/entityRef' },
        ],
        responses: {
          '200': {
            description: 'Counts.',
            content: {
              'application/json': {
                schema: { $ref: '#/components/schemas/Stats' },
              },
            },
          },
          default: { $ref: '#/components/responses/Error' },
        },
      },
    },
  },
  components: {
    parameters: {
      confirmCancel: {
        name: 'confirm',
        in: 'query',
        description: 'That a person wants it canceled. Refused without it.',
        schema: { type: 'string', enum: ['cancel'] },
      },
      confirmRemoveKept: {
        name: 'confirm',
        in: 'query',
        description: 'That a person wants it removed. Refused without it.',
        schema: { type: 'string', enum: ['removeKept'] },
      },
      confirmDelete: {
        name: 'confirm',
        in: 'query',
        description: 'That a person wants it deleted. Refused without it.',
        schema: { type: 'string', enum: ['delete'] },
      },
      confirmRetry: {
        name: 'confirm',
        in: 'query',
        description:
          'As at the start of the migration; refused without it where that needed it.',
        schema: { $ref: '#/components/schemas/MigrationConfirmation' },
      },
      clusterNamespace: {
        name: 'clusterNamespace',
        in: 'path',
        required: true,
        description: "Catalog namespace of the cluster's entity.",
        schema: { type: 'string' },
      },
      clusterName: {
        name: 'clusterName',
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
      namespace: {
        name: 'namespace',
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
      planId: {
        name: 'planId',
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
      migrationId: {
        name: 'migrationId',
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
      itemId: {
        name: 'itemId',
        in: 'path',
        required: true,
        schema: { type: 'string' },
      },
      entityRef: {
        name: 'entityRef',
        in: 'query',
        allowReserved: true,
        description: 'Full ref of the entity that the plan is for.',
        schema: { type: 'string' },
      },
      limit: {
        name: 'limit',
        in: 'query',
        schema: { type: 'integer', minimum: 1, maximum: 200, default: 50 },
      },
      cursor: { name: 'cursor', in: 'query', schema: { type: 'string' } },
    },
    responses: {
      Error: {
        description:
          'An error as Backstage writes it; `error.code`, `error.hint` and `error.field` are ours.',
        content: {
          'application/json': {
            schema: { $ref: '#/components/schemas/ErrorBody' },
          },
        },
      },
    },
    schemas: {
      ErrorBody: {
        type: 'object',
        required: ['error'],
        properties: {
          error: {
            type: 'object',
            required: ['name', 'message'],
            properties: {
              name: { type: 'string' },
              message: { type: 'string' },
              code: {
                type: 'string',
                description: 'Stable, for example CLUSTER_UNREACHABLE.',
              },
              hint: { type: 'string' },
              field: {
                type: 'string',
                description:
                  'The input field at fault, for example volumes[0].name.',
              },
            },
          },
        },
      },
      State: {
        type: 'string',
        enum: [
          'queued',
          'running',
          'succeeded',
          'partiallyFailed',
          'failed',
          'canceling',
          'canceled',
        ],
      },
      MigrationType: { type: 'string', enum: ['stage', 'cutover', 'rollback'] },
      EndpointType: {
        type: 'string',
        enum: [
          'route',
          'ingress',
          'gateway',
          'loadBalancer',
          'nodePort',
          'clusterIP',
        ],
      },
      ItemError: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'string' },
          message: {
            type: 'string',
            description: 'What failed, with its cause from the cluster.',
          },
          hint: { type: 'string', description: 'What to do.' },
          attempts: { type: 'integer', description: 'Attempts made so far.' },
        },
      },
      Progress: {
        type: 'object',
        required: ['bytesDone', 'filesDone'],
        description:
          'Numbers only. Files are blobs where the item is an image repository.',
        properties: {
          bytesDone: { type: 'number' },
          bytesTotal: { type: 'number' },
          filesDone: { type: 'number' },
          filesTotal: { type: 'number' },
          bytesPerSecond: { type: 'number' },
          etaSeconds: { type: 'number' },
        },
      },
      TagProgress: {
        type: 'object',
        required: ['tag', 'state'],
        description:
          'Of one tag of an image. Blobs and bytes are those that the target has to have for it, also where it had them before or other tags need them, too; unknown of a tag that had nothing to transfer.',
        properties: {
          tag: { type: 'string' },
          state: {
            type: 'string',
            enum: ['waiting', 'copying', 'copied', 'unchanged', 'failed'],
          },
          digest: { type: 'string', description: 'On the target.' },
          blobsDone: { type: 'integer' },
          blobsTotal: { type: 'integer' },
          bytesDone: { type: 'number' },
          bytesTotal: { type: 'number' },
          bytesPerSecond: { type: 'number' },
          etaSeconds: { type: 'number' },
        },
      },
      TagsProgress: {
        type: 'object',
        required: ['done', 'total', 'tags'],
        properties: {
          done: { type: 'integer' },
          total: { type: 'integer' },
          tags: {
            type: 'array',
            maxItems: 500,
            description:
              'Where there are more, those that are under way or failed come first.',
            items: { $ref: '#/components/schemas/TagProgress' },
          },
          omitted: {
            type: 'integer',
            description: 'Known tags that are not named.',
          },
        },
      },
      ClusterProblem: {
        type: 'object',
        required: ['code', 'message'],
        properties: {
          code: { type: 'string' },
          message: { type: 'string' },
          hint: { type: 'string' },
        },
      },
      ItemLog: {
        type: 'object',
        description: 'The end of what one pod wrote.',
        required: [
          'attempt',
          'pod',
          'component',
          'live',
          'truncated',
          'content',
        ],
        properties: {
          attempt: { type: 'integer' },
          pod: { type: 'string' },
          component: {
            type: 'string',
            description: 'sender, receiver, inspector or copier.',
          },
          live: {
            type: 'boolean',
            description: 'The pod still runs: it may write more.',
          },
          truncated: {
            type: 'boolean',
            description: 'Its beginning is missing.',
          },
          content: {
            type: 'string',
            description: 'Lines; of the progress of a pod only the last one.',
          },
        },
      },
      ItemLogs: {
        type: 'object',
        required: ['logs', 'problems'],
        properties: {
          logs: {
            type: 'array',
            description: 'Oldest attempt first.',
            items: { $ref: '#/components/schemas/ItemLog' },
          },
          problems: {
            type: 'array',
            description:
              'Why pods that run now, or some of them, could not be read.',
            items: { $ref: '#/components/schemas/ClusterProblem' },
          },
        },
      },
      StorageClass: {
        type: 'object',
        required: ['name', 'provisioner', 'isDefault'],
        properties: {
          name: { type: 'string' },
          provisioner: { type: 'string' },
          isDefault: { type: 'boolean' },
          volumeBindingMode: { type: 'string' },
        },
      },
      ClusterCapabilities: {
        type: 'object',
        required: [
          'openshift',
          'routes',
          'ingress',
          'imageStreams',
          'storageClasses',
        ],
        properties: {
          version: { type: 'string', description: 'For example v1.30.4.' },
          openshift: { type: 'boolean' },
          routes: { type: 'boolean' },
          ingress: { type: 'boolean' },
          imageStreams: { type: 'boolean' },
          storageClasses: {
            type: 'array',
            items: { $ref: '#/components/schemas/StorageClass' },
          },
          endpoints: {
            type: 'array',
            items: { $ref: '#/components/schemas/EndpointType' },
          },
          registry: { $ref: '#/components/schemas/RegistryDescription' },
        },
      },
      RegistryDescription: {
        type: 'object',
        description: "The cluster's own image registry.",
        properties: {
          host: {
            type: 'string',
            description:
              'host[:port] for other clusters; absent where it is not exposed.',
          },
          internalHost: {
            type: 'string',
            description: "host[:port] for the cluster's own pods.",
          },
          chosen: {
            type: 'string',
            description:
              'Whether it is configured, or how it was found, in words.',
          },
          credentials: {
            type: 'string',
            enum: ['user', 'serviceAccountToken', 'pullSecret', 'none'],
          },
          problem: { type: 'string', description: 'Why it cannot be used.' },
        },
      },
      Cluster: {
        type: 'object',
        required: ['entityRef', 'name', 'usable', 'problems'],
        properties: {
          entityRef: { type: 'string' },
          name: { type: 'string' },
          title: { type: 'string' },
          apiServerUrl: { type: 'string' },
          usable: { type: 'boolean' },
          capabilities: { $ref: '#/components/schemas/ClusterCapabilities' },
          problems: {
            type: 'array',
            items: { $ref: '#/components/schemas/ClusterProblem' },
          },
        },
      },
      Namespace: {
        type: 'object',
        required: ['name'],
        properties: { name: { type: 'string' }, phase: { type: 'string' } },
      },
      Volume: {
        type: 'object',
        required: ['namespace', 'name', 'phase', 'accessModes', 'supported'],
        properties: {
          namespace: { type: 'string' },
          name: { type: 'string' },
          phase: { type: 'string', description: 'Pending, Bound or Lost.' },
          accessModes: { type: 'array', items: { type: 'string' } },
          volumeMode: { type: 'string' },
          storageClass: { type: 'string' },
          capacity: { type: 'string', description: 'A Kubernetes quantity.' },
          usedBy: {
            type: 'array',
            items: { type: 'string' },
            description: 'Names of the pods that mount it.',
          },
          supported: { type: 'boolean' },
          reason: { type: 'string', description: 'Why it is not supported.' },
        },
      },
      ImageRepository: {
        type: 'object',
        required: ['repository', 'supported'],
        properties: {
          repository: {
            type: 'string',
            description:
              "Path in the cluster's registry, for example shop/web. With its host where it lies in another registry; the text as it is where it is no image reference.",
          },
          kind: {
            type: 'string',
            enum: ['imageStream', 'repository'],
            description:
              'imageStream: an OpenShift ImageStream; repository: found by the workloads that use it.',
          },
          tags: {
            type: 'array',
            items: { type: 'string' },
            description: "Tags that lie in the cluster's registry.",
          },
          references: {
            type: 'array',
            items: { $ref: '#/components/schemas/ImageReference' },
            description:
              'Every reference that was found, also those that cannot be copied. Of one tag the oldest first, its current one last.',
          },
          usedBy: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Workloads of the namespace, for example Deployment/web.',
          },
          supported: {
            type: 'boolean',
            description: 'Whether anything of it can be copied.',
          },
          reason: { type: 'string', description: 'Why it is not supported.' },
        },
      },
      ImageReference: {
        type: 'object',
        required: ['reference', 'location'],
        properties: {
          reference: {
            type: 'string',
            description: 'As the workload or the ImageStream has it.',
          },
          tag: { type: 'string' },
          digest: {
            type: 'string',
            description:
              'What the reference means now, as far as it is known without reading the image.',
          },
          location: {
            type: 'string',
            enum: ['internal', 'external', 'unresolved'],
            description:
              "internal: in the cluster's own registry, can be copied; external: elsewhere, is left alone; unresolved: reason says why nobody knows.",
          },
          reason: {
            type: 'string',
            description: 'Why it is external or unresolved.',
          },
          current: {
            type: 'boolean',
            description:
              'Of an ImageStream: whether it is what the tag means now. Others are the history of the tag.',
          },
          usedBy: { type: 'array', items: { type: 'string' } },
          runningDigests: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Digests that pods run under this reference although it means another one now.',
          },
        },
      },
      NamespaceMapping: {
        type: 'object',
        additionalProperties: false,
        required: ['source', 'target'],
        properties: {
          source: { type: 'string', minLength: 1 },
          target: { type: 'string', minLength: 1 },
        },
      },
      PlanVolume: {
        type: 'object',
        additionalProperties: false,
        required: ['namespace', 'name'],
        properties: {
          namespace: {
            type: 'string',
            minLength: 1,
            description: 'Source namespace.',
          },
          name: {
            type: 'string',
            minLength: 1,
            description: 'The PersistentVolumeClaim.',
          },
          targetName: { type: 'string', minLength: 1 },
          storageClass: {
            type: 'string',
            minLength: 1,
            description:
              'Target storage class; without it the class of the same name if the target has one, else its default.',
          },
          capacity: {
            type: 'string',
            minLength: 1,
            description:
              'A Kubernetes quantity; never smaller than the source, nor than what it holds and a tenth, once that is known.',
          },
          accessModes: {
            type: 'array',
            minItems: 1,
            maxItems: 4,
            uniqueItems: true,
            items: {
              type: 'string',
              enum: [
                'ReadWriteOnce',
                'ReadWriteMany',
                'ReadOnlyMany',
                'ReadWriteOncePod',
              ],
            },
            description:
              'Of the target; those of the source without it. One of them must allow writing.',
          },
          volumeMode: {
            type: 'string',
            enum: ['Filesystem', 'Block'],
            description:
              'Of the target; a file system cannot become a device, nor the other way round.',
          },
          existing: {
            type: 'string',
            enum: ['refuse', 'reuse', 'mirror'],
            default: 'refuse',
            description:
              'What to do with a target PVC that is not ours and not empty: refuse; reuse: write into it; mirror: also delete what the source does not have.',
          },
          options: { $ref: '#/components/schemas/VolumeOptions' },
        },
      },
      PlanImage: {
        type: 'object',
        additionalProperties: false,
        required: ['repository'],
        description:
          'Without tags, includeTags, excludeTags and digests: every tag.',
        properties: {
          repository: {
            type: 'string',
            minLength: 1,
            description: "Path in the source cluster's registry.",
          },
          targetRepository: {
            type: 'string',
            minLength: 1,
            description:
              'Without it the first path segment is mapped as a namespace, the rest kept.',
          },
          tags: {
            type: 'array',
            maxItems: 1000,
            items: { type: 'string', minLength: 1 },
            description:
              'These tags; not together with includeTags and excludeTags.',
          },
          includeTags: {
            type: 'array',
            maxItems: 100,
            items: { $ref: '#/components/schemas/TagPattern' },
            description: 'Tags that match one of these patterns.',
          },
          excludeTags: {
            type: 'array',
            maxItems: 100,
            items: { $ref: '#/components/schemas/TagPattern' },
            description: 'But not those that match one of these.',
          },
          digests: {
            type: 'array',
            maxItems: 1000,
            items: { type: 'string', minLength: 1 },
            description:
              'Manifests by digest, sha256:…; copied without a tag. Alone: no tag is copied.',
          },
          history: {
            type: 'boolean',
            description:
              "The whole history of each tag, oldest first, where the repository is an OpenShift ImageStream's.",
          },
          platforms: {
            type: 'array',
            maxItems: 50,
            items: { type: 'string', minLength: 1 },
            description:
              'Only these platforms of an index, os/architecture[/variant]. Without it whole indexes, byte for byte.',
          },
          existing: {
            type: 'string',
            enum: ['overwrite', 'refuse', 'skip'],
            description:
              "What to do with a tag that the target has with another digest. Without it as the plan's options say, else overwrite.",
          },
        },
      },
      TagPattern: {
        type: 'string',
        minLength: 1,
        maxLength: 128,
        description:
          'A glob over whole tags: * any characters, ? one, [abc], [a-z] or [!a-z] one of a set.',
      },
      PlanOptions: {
        type: 'object',
        additionalProperties: false,
        properties: {
          endpoint: { $ref: '#/components/schemas/EndpointType' },
          bandwidthLimit: {
            type: 'integer',
            minimum: 1024,
            description: 'Bytes per second per volume.',
          },
          keepOnFailure: {
            type: 'boolean',
            default: false,
            description:
              'What a failed item made in the clusters stays there to be looked at, for as long as the portal says (24 hours by default).',
          },
          maxAttempts: { type: 'integer', minimum: 1, maximum: 20, default: 3 },
          maxParallel: {
            type: 'integer',
            minimum: 1,
            maximum: 1000,
            description:
              'Volumes of a migration that move at once; without it only the limits of the portal hold.',
          },
          podStartTimeoutSeconds: {
            type: 'integer',
            minimum: 10,
            maximum: 86400,
            default: 300,
          },
          itemTimeoutSeconds: {
            type: 'integer',
            minimum: 60,
            maximum: 2592000,
            default: 86400,
          },
          quiesceTimeoutSeconds: {
            type: 'integer',
            minimum: 10,
            maximum: 86400,
            default: 600,
            description:
              'How long a cutover waits until the pods of the stopped workloads are gone.',
          },
          images: { $ref: '#/components/schemas/ImageOptions' },
          volumes: { $ref: '#/components/schemas/VolumeOptions' },
        },
      },
      VolumeOptions: {
        type: 'object',
        additionalProperties: false,
        description:
          'Of one volume; of the plan they are for all volumes that do not say otherwise.',
        properties: {
          bandwidthLimit: {
            type: 'integer',
            minimum: 1024,
            description: 'Bytes per second.',
          },
          compression: {
            type: 'string',
            enum: ['auto', 'off', 'zstd'],
            description:
              'Of the data on its way; auto (the default): where samples of it shrink by a fifth or more.',
          },
          include: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', minLength: 1, maxLength: 1000 },
            description:
              'Patterns as rsync has them, of what is moved although exclude has it.',
          },
          exclude: {
            type: 'array',
            maxItems: 100,
            items: { type: 'string', minLength: 1, maxLength: 1000 },
            description:
              'Patterns of what is not moved. It stays on the target if it is there.',
          },
          deleteExtraneous: {
            type: 'boolean',
            description:
              'Whether what the source does not have is deleted in a target that the plan made or mirrors; true by default.',
          },
          verify: {
            type: 'string',
            enum: ['off', 'sampled', 'full'],
            description:
              'What is compared after the copy: sampled (the default): all metadata and the content of a random sample; full: all content.',
          },
          acceptLoss: {
            type: 'array',
            maxItems: 8,
            uniqueItems: true,
            items: { $ref: '#/components/schemas/LossKind' },
            description:
              'What may be lost where the target cannot keep it; without it such a volume fails before anything is copied.',
          },
          keepOnFailure: { type: 'boolean' },
          podStartTimeoutSeconds: {
            type: 'integer',
            minimum: 10,
            maximum: 86400,
          },
          endpointTimeoutSeconds: {
            type: 'integer',
            minimum: 10,
            maximum: 86400,
            description: 'As podStartTimeoutSeconds by default.',
          },
          connectTimeoutSeconds: {
            type: 'integer',
            minimum: 1,
            maximum: 86400,
            description:
              'How long the sender waits for the receiver to answer; 120 by default.',
          },
          ioTimeoutSeconds: {
            type: 'integer',
            minimum: 10,
            maximum: 86400,
            description:
              'After how long without a byte a connection counts as broken, as where a link is cut; 180 by default.',
          },
          idleTimeoutSeconds: {
            type: 'integer',
            minimum: 60,
            maximum: 604800,
            description:
              'How long the receiver waits for a sender; 3600 by default, and at least ten minutes more than podStartTimeoutSeconds.',
          },
          itemTimeoutSeconds: {
            type: 'integer',
            minimum: 60,
            maximum: 2592000,
          },
          sourcePod: { $ref: '#/components/schemas/PodOptions' },
          targetPod: { $ref: '#/components/schemas/PodOptions' },
        },
      },
      LossKind: {
        type: 'string',
        enum: [
          'owner',
          'group',
          'mode',
          'acl',
          'xattr',
          'hardLink',
          'device',
          'unreadable',
        ],
        description:
          'What of a file may not arrive. mode: permissions, or setuid and setgid of another owner; hardLink: that several names are one file; unreadable: what the source pod may not read, which ends as partially failed even so.',
      },
      PodOptions: {
        type: 'object',
        additionalProperties: false,
        description: 'Of the pods on one side.',
        properties: {
          runAsUser: {
            type: 'integer',
            minimum: 0,
            maximum: 2147483647,
            description:
              'Root (0) by default. Any other user needs no privilege, and on the target keeps no owners but itself.',
          },
          runAsGroup: { type: 'integer', minimum: 0, maximum: 2147483647 },
          fsGroup: {
            type: 'integer',
            minimum: 0,
            maximum: 2147483647,
            description:
              "The volume's files become this group's, where its driver does that.",
          },
          supplementalGroups: {
            type: 'array',
            maxItems: 32,
            items: { type: 'integer', minimum: 0, maximum: 2147483647 },
          },
          resources: {
            type: 'object',
            additionalProperties: false,
            properties: {
              requests: { $ref: '#/components/schemas/PodResources' },
              limits: { $ref: '#/components/schemas/PodResources' },
            },
          },
          nodeSelector: {
            type: 'object',
            maxProperties: 32,
            additionalProperties: { type: 'string' },
          },
          tolerations: {
            type: 'array',
            maxItems: 32,
            items: { $ref: '#/components/schemas/Toleration' },
          },
          labels: {
            type: 'object',
            maxProperties: 32,
            additionalProperties: { type: 'string' },
          },
          annotations: {
            type: 'object',
            maxProperties: 32,
            additionalProperties: { type: 'string' },
          },
        },
      },
      PodResources: {
        type: 'object',
        additionalProperties: false,
        description: 'Kubernetes quantities.',
        properties: {
          cpu: { type: 'string', minLength: 1, maxLength: 40 },
          memory: { type: 'string', minLength: 1, maxLength: 40 },
        },
      },
      Toleration: {
        type: 'object',
        additionalProperties: false,
        properties: {
          key: { type: 'string', maxLength: 317 },
          operator: { type: 'string', enum: ['Equal', 'Exists'] },
          value: { type: 'string', maxLength: 63 },
          effect: {
            type: 'string',
            enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'],
          },
          tolerationSeconds: {
            type: 'integer',
            minimum: 0,
            maximum: 2147483647,
          },
        },
      },
      ImageOptions: {
        type: 'object',
        additionalProperties: false,
        description: 'All images of a migration are copied together.',
        properties: {
          runOn: {
            type: 'string',
            enum: ['target', 'source', 'backend'],
            default: 'target',
            description:
              'Where the copier runs. The backend only where directMigration.images.allowInBackend allows it.',
          },
          existing: {
            type: 'string',
            enum: ['overwrite', 'refuse', 'skip'],
            default: 'overwrite',
            description:
              'What to do with a tag that the target has with another digest. An image may say otherwise.',
          },
          platforms: {
            type: 'array',
            maxItems: 50,
            items: { type: 'string', minLength: 1 },
            description:
              'Of images that do not say it themselves: only these platforms of an index, os/architecture[/variant].',
          },
          concurrency: {
            type: 'integer',
            minimum: 1,
            maximum: 64,
            default: 8,
            description: 'Blobs at a time.',
          },
          bandwidthLimit: {
            type: 'integer',
            minimum: 65536,
            description:
              'Bytes per second of all images of a migration together.',
          },
        },
      },
      ImageReferences: {
        type: 'object',
        required: ['references', 'map'],
        properties: {
          references: {
            type: 'array',
            items: { $ref: '#/components/schemas/ImageRewrite' },
          },
          map: {
            type: 'object',
            additionalProperties: { type: 'string' },
            description: 'Old reference to new, each once.',
          },
        },
      },
      ImageRewrite: {
        type: 'object',
        required: ['namespace', 'workload', 'container', 'old', 'new'],
        properties: {
          namespace: { type: 'string', description: 'In the source cluster.' },
          workload: {
            type: 'string',
            description: 'For example Deployment/web.',
          },
          container: { type: 'string' },
          old: { type: 'string' },
          new: { type: 'string' },
          digest: {
            type: 'string',
            description:
              'That the target has under the new reference, where it is known.',
          },
        },
      },
      PlanInput: {
        type: 'object',
        additionalProperties: false,
        required: ['name', 'sourceCluster', 'targetCluster', 'namespaces'],
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          description: { type: 'string', maxLength: 1000 },
          entityRef: {
            type: 'string',
            description: 'The application in the catalog that is moved.',
          },
          sourceCluster: {
            type: 'string',
            minLength: 1,
            description: 'Full entity ref.',
          },
          targetCluster: { type: 'string', minLength: 1 },
          namespaces: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items: { $ref: '#/components/schemas/NamespaceMapping' },
          },
          volumes: {
            type: 'array',
            maxItems: 1000,
            items: { $ref: '#/components/schemas/PlanVolume' },
          },
          images: {
            type: 'array',
            maxItems: 1000,
            items: { $ref: '#/components/schemas/PlanImage' },
          },
          options: { $ref: '#/components/schemas/PlanOptions' },
        },
      },
      PlanPatch: {
        type: 'object',
        additionalProperties: false,
        properties: {
          name: { type: 'string', minLength: 1, maxLength: 100 },
          description: { type: 'string', maxLength: 1000 },
          entityRef: {
            type: 'string',
            description: 'The application in the catalog that is moved.',
          },
          sourceCluster: {
            type: 'string',
            minLength: 1,
            description: 'Full entity ref.',
          },
          targetCluster: { type: 'string', minLength: 1 },
          namespaces: {
            type: 'array',
            minItems: 1,
            maxItems: 100,
            items: { $ref: '#/components/schemas/NamespaceMapping' },
          },
          volumes: {
            type: 'array',
            maxItems: 1000,
            items: { $ref: '#/components/schemas/PlanVolume' },
          },
          images: {
            type: 'array',
            maxItems: 1000,
            items: { $ref: '#/components/schemas/PlanImage' },
          },
          options: { $ref: '#/components/schemas/PlanOptions' },
        },
      },
      Plan: {
        type: 'object',
        required: [
          'id',
          'name',
          'sourceCluster',
          'targetCluster',
          'namespaces',
          'volumes',
          'images',
          'options',
          'createdAt',
          'updatedAt',
          'createdBy',
        ],
        properties: {
          id: { type: 'string' },
          name: { type: 'string' },
          description: { type: 'string' },
          entityRef: { type: 'string' },
          sourceCluster: { type: 'string' },
          targetCluster: { type: 'string' },
          namespaces: {
            type: 'array',
            items: { $ref: '#/components/schemas/NamespaceMapping' },
          },
          volumes: {
            type: 'array',
            items: { $ref: '#/components/schemas/PlanVolume' },
          },
          images: {
            type: 'array',
            items: { $ref: '#/components/schemas/PlanImage' },
          },
          options: { $ref: '#/components/schemas/PlanOptions' },
          createdAt: { type: 'string', format: 'date-time' },
          updatedAt: { type: 'string', format: 'date-time' },
          createdBy: {
            type: 'string',
            description:
              'Entity ref of the user, or the subject of the service.',
          },
        },
      },
      PlanPage: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Plan' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      PageInfo: {
        type: 'object',
        properties: { nextCursor: { type: 'string' } },
      },
      PreflightCheck: {
        type: 'object',
        required: ['id', 'level', 'subject', 'message'],
        properties: {
          id: {
            type: 'string',
            description: 'Stable, for example volume.notFound.',
          },
          level: { type: 'string', enum: ['block', 'warn', 'info'] },
          subject: {
            type: 'string',
            description:
              'What it is about, for example shop/data or volumes[0].',
          },
          field: { type: 'string' },
          message: { type: 'string' },
          fix: { type: 'string' },
        },
      },
      Preflight: {
        type: 'object',
        required: ['checks', 'blocked'],
        properties: {
          blocked: { type: 'boolean' },
          checks: {
            type: 'array',
            items: { $ref: '#/components/schemas/PreflightCheck' },
          },
          inspections: {
            type: 'array',
            description:
              'What is known of the content of the volumes, now or from an earlier look; in the order of the plan.',
            items: { $ref: '#/components/schemas/VolumeInspection' },
          },
        },
      },
      VolumeInspection: {
        type: 'object',
        description: 'What was last found on a volume.',
        required: [
          'namespace',
          'name',
          'inspectedAt',
          'complete',
          'current',
          'files',
          'directories',
          'bytes',
          'losses',
        ],
        properties: {
          namespace: { type: 'string' },
          name: { type: 'string' },
          inspectedAt: { type: 'string', format: 'date-time' },
          complete: {
            type: 'boolean',
            description: 'false: there was no time to look at everything.',
          },
          current: {
            type: 'boolean',
            description:
              'Whether the losses were looked for with the users and patterns that the plan has now; otherwise there are none in losses.',
          },
          files: { type: 'integer', description: 'All but folders.' },
          directories: { type: 'integer' },
          bytes: { type: 'integer', description: 'What it occupies.' },
          losses: {
            type: 'array',
            description:
              'What could not be kept on the target, whether the plan agrees to it or not.',
            items: { $ref: '#/components/schemas/VolumeLoss' },
          },
        },
      },
      VolumeLoss: {
        type: 'object',
        required: ['kind', 'count', 'examples'],
        properties: {
          kind: { $ref: '#/components/schemas/LossKind' },
          count: {
            type: 'integer',
            description: 'How many files and folders.',
          },
          examples: {
            type: 'array',
            items: { type: 'string' },
            description: 'Paths in the volume, a few.',
          },
        },
      },
      MigrationInput: {
        type: 'object',
        additionalProperties: false,
        required: ['planId', 'type'],
        properties: {
          planId: { type: 'string', minLength: 1 },
          type: { $ref: '#/components/schemas/MigrationType' },
          dryRun: {
            type: 'boolean',
            default: false,
            description:
              "Runs the preflight only; nothing is stored, the answer has no items' objects in any cluster.",
          },
          idempotencyKey: { type: 'string', minLength: 1, maxLength: 255 },
          options: { $ref: '#/components/schemas/MigrationOptions' },
          confirm: { $ref: '#/components/schemas/MigrationConfirmation' },
        },
      },
      MigrationConfirmation: {
        type: 'string',
        enum: ['cutover', 'rollback', 'deleteTargetVolumes'],
        description:
          'That a person wants what cannot be undone, by its name; the gravest counts. A cutover stops the application\n(`cutover`), a rollback takes back what was moved (`rollback`), also with the target volumes and all that was written\nto them (`deleteTargetVolumes`). Not needed for a stage or a dry run.\n',
      },
      MigrationOptions: {
        type: 'object',
        additionalProperties: false,
        description:
          'What is decided for one migration rather than for the plan.',
        properties: {
          cutover: {
            type: 'object',
            additionalProperties: false,
            properties: {
              warmPass: {
                type: 'boolean',
                default: true,
                description:
                  'Whether the volumes are copied once more while the application still runs, so that it stands still for a short time only. Of use without it: only right after a stage.',
              },
            },
          },
          rollback: {
            type: 'object',
            additionalProperties: false,
            properties: {
              deleteTargetVolumes: {
                type: 'boolean',
                default: false,
                description:
                  'Whether the target volumes that this plan made are deleted, with all that was written to them.',
              },
            },
          },
        },
      },
      Item: {
        type: 'object',
        required: ['id', 'migrationId', 'kind', 'name', 'state', 'attempts'],
        properties: {
          id: { type: 'string' },
          migrationId: { type: 'string' },
          kind: { type: 'string', enum: ['volume', 'image', 'workload'] },
          step: {
            type: 'string',
            description: 'The step of the migration that it belongs to.',
          },
          name: {
            type: 'string',
            description: 'For people: shop/data → shop/data.',
          },
          source: {
            type: 'object',
            additionalProperties: true,
            description:
              'Of a volume: namespace, name. Of an image: repository, tags.',
          },
          target: { type: 'object', additionalProperties: true },
          state: { $ref: '#/components/schemas/State' },
          phase: {
            type: 'string',
            description: 'What it does now, for example connecting.',
          },
          waitingFor: {
            type: 'string',
            description:
              "What it waits for, in words, with the cause from the cluster's events.",
          },
          attempts: { type: 'integer' },
          progress: { $ref: '#/components/schemas/Progress' },
          tagProgress: {
            allOf: [{ $ref: '#/components/schemas/TagsProgress' }],
            description:
              'Of an image until it has ended; then its result has the tags.',
          },
          error: { $ref: '#/components/schemas/ItemError' },
          result: { type: 'object', additionalProperties: true },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          keptUntil: {
            type: 'string',
            format: 'date-time',
            description:
              'Of one that failed under keepOnFailure: when what it made in the clusters is removed; as long as it is there.',
          },
        },
      },
      Migration: {
        type: 'object',
        required: [
          'id',
          'planId',
          'planName',
          'type',
          'state',
          'sourceCluster',
          'targetCluster',
          'createdAt',
          'initiatedBy',
          'items',
          'progress',
        ],
        properties: {
          id: { type: 'string', description: 'Empty for a dry run.' },
          planId: { type: 'string' },
          planName: { type: 'string' },
          type: { $ref: '#/components/schemas/MigrationType' },
          state: { $ref: '#/components/schemas/State' },
          entityRef: { type: 'string' },
          sourceCluster: { type: 'string' },
          targetCluster: { type: 'string' },
          initiatedBy: { type: 'string' },
          createdAt: { type: 'string', format: 'date-time' },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          progress: { $ref: '#/components/schemas/Progress' },
          itemCounts: { $ref: '#/components/schemas/ItemCounts' },
          options: { $ref: '#/components/schemas/MigrationOptions' },
          steps: {
            type: 'array',
            items: { $ref: '#/components/schemas/MigrationStep' },
            description: 'Left out in lists.',
          },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Item' },
            description:
              'Empty in lists, where itemCounts says how many there are.',
          },
          preflight: { $ref: '#/components/schemas/Preflight' },
          error: { $ref: '#/components/schemas/ItemError' },
        },
      },
      MigrationStep: {
        type: 'object',
        required: ['id', 'name', 'state'],
        description:
          'One of the steps that follow each other in a migration. None begins before all of the one before has succeeded.',
        properties: {
          id: {
            type: 'string',
            enum: [
              'copy',
              'warm',
              'quiesce',
              'final',
              'restore',
              'deleteTarget',
            ],
          },
          name: { type: 'string', description: 'For people.' },
          state: {
            type: 'string',
            enum: [
              'pending',
              'running',
              'succeeded',
              'partiallyFailed',
              'failed',
              'canceled',
              'skipped',
            ],
          },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          message: {
            type: 'string',
            description: 'What it waits for, or why it failed.',
          },
        },
      },
      ItemCounts: {
        type: 'object',
        required: [
          'total',
          'queued',
          'running',
          'succeeded',
          'partiallyFailed',
          'failed',
          'canceling',
          'canceled',
        ],
        description: 'How many items are in each state.',
        properties: {
          total: { type: 'integer' },
          queued: { type: 'integer' },
          running: { type: 'integer' },
          succeeded: { type: 'integer' },
          partiallyFailed: { type: 'integer' },
          failed: { type: 'integer' },
          canceling: { type: 'integer' },
          canceled: { type: 'integer' },
        },
      },
      MigrationPage: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Migration' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      Event: {
        type: 'object',
        required: ['id', 'migrationId', 'time', 'level', 'type', 'message'],
        properties: {
          id: { type: 'string' },
          migrationId: { type: 'string' },
          itemId: { type: 'string' },
          time: { type: 'string', format: 'date-time' },
          level: { type: 'string', enum: ['info', 'warn', 'error'] },
          type: {
            type: 'string',
            description: 'Stable, for example item.phase.',
          },
          message: { type: 'string' },
        },
      },
      FileDifference: {
        type: 'object',
        required: ['path', 'differences'],
        properties: {
          path: {
            type: 'string',
            description:
              "Below the volume's root; a name that is not UTF-8 has its unusual bytes as `\\#ooo`.",
          },
          differences: {
            type: 'array',
            items: { type: 'string' },
            description:
              'missing, extra, unreadable, type, mode, uid, gid, size, mtime, hardLink, attributes, content, target.',
          },
        },
      },
      VolumeVerification: {
        type: 'object',
        description: 'What both sides hold, compared after the copy.',
        required: [
          'mode',
          'algorithm',
          'entries',
          'files',
          'bytes',
          'contentFiles',
          'contentBytes',
          'digest',
          'mismatches',
          'mismatchCount',
          'changed',
          'changedCount',
          'extraCount',
          'notCompared',
        ],
        properties: {
          mode: { type: 'string', enum: ['sampled', 'full'] },
          algorithm: { type: 'string' },
          seed: {
            type: 'string',
            description: 'What the sample was chosen by.',
          },
          entries: {
            type: 'integer',
            description: 'That were compared, folders too.',
          },
          files: { type: 'integer' },
          bytes: { type: 'number' },
          contentFiles: {
            type: 'integer',
            description: 'Files whose content was compared.',
          },
          contentBytes: { type: 'number' },
          digest: {
            type: 'object',
            description:
              'Of both manifests; the same when all that was compared is the same.',
            required: ['source', 'target'],
            properties: {
              source: { type: 'string' },
              target: { type: 'string' },
            },
          },
          mismatches: {
            type: 'array',
            items: { $ref: '#/components/schemas/FileDifference' },
            description: 'Up to 100.',
          },
          mismatchCount: { type: 'integer' },
          changed: {
            type: 'array',
            items: { type: 'string' },
            description:
              'Entries that the application changed while it was copied; up to 20.',
          },
          changedCount: { type: 'integer' },
          extraCount: {
            type: 'integer',
            description:
              'Entries that only the target has, where it may have others.',
          },
          notCompared: {
            type: 'array',
            items: { type: 'string' },
            description: 'What could not be compared, and why.',
          },
        },
      },
      ReportItem: {
        type: 'object',
        required: [
          'id',
          'kind',
          'name',
          'state',
          'attempts',
          'failedFiles',
          'failedFilesOmitted',
          'warnings',
        ],
        properties: {
          id: { type: 'string' },
          kind: { type: 'string', enum: ['volume', 'image', 'workload'] },
          name: { type: 'string' },
          source: { type: 'object', additionalProperties: true },
          target: { type: 'object', additionalProperties: true },
          state: { $ref: '#/components/schemas/State' },
          attempts: { type: 'integer' },
          filesDone: { type: 'number' },
          bytesDone: { type: 'number' },
          error: { $ref: '#/components/schemas/ItemError' },
          verification: { $ref: '#/components/schemas/VolumeVerification' },
          failedFiles: {
            type: 'array',
            description: 'Up to 100.',
            items: {
              type: 'object',
              required: ['path', 'message'],
              properties: {
                path: { type: 'string' },
                message: { type: 'string' },
              },
            },
          },
          failedFilesOmitted: { type: 'integer' },
          warnings: { type: 'array', items: { type: 'string' } },
          tags: {
            type: 'array',
            description: 'Of an image repository.',
            items: {
              type: 'object',
              additionalProperties: true,
              properties: {
                tag: { type: 'string' },
                state: { type: 'string' },
                digest: { type: 'string' },
                error: { $ref: '#/components/schemas/ItemError' },
              },
            },
          },
        },
      },
      MigrationReport: {
        type: 'object',
        required: [
          'migrationId',
          'planId',
          'planName',
          'type',
          'state',
          'sourceCluster',
          'targetCluster',
          'initiatedBy',
          'items',
        ],
        properties: {
          migrationId: { type: 'string' },
          planId: { type: 'string' },
          planName: { type: 'string' },
          type: { $ref: '#/components/schemas/MigrationType' },
          state: { $ref: '#/components/schemas/State' },
          entityRef: { type: 'string' },
          sourceCluster: { type: 'string' },
          targetCluster: { type: 'string' },
          initiatedBy: { type: 'string' },
          startedAt: { type: 'string', format: 'date-time' },
          finishedAt: { type: 'string', format: 'date-time' },
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/ReportItem' },
          },
        },
      },
      EventPage: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/Event' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      AuditResult: {
        type: 'string',
        enum: ['succeeded', 'refused', 'failed', 'unknown'],
        description:
          'refused: nothing was changed, by permission or because of the input. unknown: still going on, or the backend ended before it could say.',
      },
      AuditEntry: {
        type: 'object',
        required: ['id', 'time', 'actor', 'action', 'result'],
        properties: {
          id: { type: 'string' },
          time: { type: 'string', format: 'date-time' },
          actor: {
            type: 'string',
            description:
              'Entity ref of the user, or the subject of the service.',
          },
          action: {
            type: 'string',
            description:
              'Stable: plan.create, plan.update, plan.delete, migration.start, migration.dry-run, migration.cancel, migration.retry, migration.cancel-item, migration.retry-item.',
          },
          result: { $ref: '#/components/schemas/AuditResult' },
          planId: { type: 'string' },
          planName: { type: 'string' },
          migrationId: { type: 'string' },
          migrationType: { $ref: '#/components/schemas/MigrationType' },
          itemId: { type: 'string' },
          entityRef: { type: 'string' },
          sourceCluster: { type: 'string' },
          targetCluster: { type: 'string' },
          errorCode: { type: 'string' },
          message: { type: 'string' },
        },
      },
      AuditPage: {
        type: 'object',
        required: ['items', 'pageInfo'],
        properties: {
          items: {
            type: 'array',
            items: { $ref: '#/components/schemas/AuditEntry' },
          },
          pageInfo: { $ref: '#/components/schemas/PageInfo' },
        },
      },
      StatsFigures: {
        type: 'object',
        required: [
          'total',
          'succeeded',
          'partiallyFailed',
          'failed',
          'canceled',
          'unfinished',
          'bytes',
        ],
        properties: {
          total: { type: 'integer' },
          succeeded: { type: 'integer' },
          partiallyFailed: { type: 'integer' },
          failed: { type: 'integer' },
          canceled: { type: 'integer' },
          unfinished: { type: 'integer' },
          bytes: { type: 'number', description: 'Moved by all of them.' },
          successRate: {
            type: 'number',
            description:
              'Share of those that ended and were not canceled, 0 to 1; absent if there are none.',
          },
          averageSeconds: {
            type: 'number',
            description: 'From start to end of those that succeeded.',
          },
        },
      },
      Stats: {
        type: 'object',
        required: ['from', 'to', 'totals', 'days', 'clusterPairs'],
        properties: {
          from: { type: 'string', format: 'date-time' },
          to: { type: 'string', format: 'date-time' },
          totals: { $ref: '#/components/schemas/StatsFigures' },
          days: {
            type: 'array',
            description: 'Days without migrations are left out.',
            items: {
              allOf: [
                { $ref: '#/components/schemas/StatsFigures' },
                {
                  type: 'object',
                  required: ['day'],
                  properties: {
                    day: { type: 'string', description: 'UTC, 2026-11-24.' },
                  },
                },
              ],
            },
          },
          clusterPairs: {
            type: 'array',
            description: 'Busiest first.',
            items: {
              allOf: [
                { $ref: '#/components/schemas/StatsFigures' },
                {
                  type: 'object',
                  required: ['sourceCluster', 'targetCluster'],
                  properties: {
                    sourceCluster: { type: 'string' },
                    targetCluster: { type: 'string' },
                  },
                },
              ],
            },
          },
        },
      },
    },
  },
};
