// Made from openapi.yaml by `yarn generate`. Not to be edited.
/** Of the OpenAPI document.
 * @public
 */
export interface paths {
  '/clusters': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Clusters of the catalog that the caller may see, with what was found out about each; a cluster that can't be used is listed with its problems. */
    get: operations['listClusters'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clusters/{clusterNamespace}/{clusterName}/namespaces': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listNamespaces'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/volumes': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Every PersistentVolumeClaim of the namespace; those that can't be migrated carry the reason. */
    get: operations['listVolumes'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/clusters/{clusterNamespace}/{clusterName}/namespaces/{namespace}/images': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** ImageStreams of the namespace and images that its workloads use. What lies in another registry or cannot be resolved is listed with the reason. */
    get: operations['listImages'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/plans': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listPlans'];
    put?: never;
    post: operations['createPlan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/plans/{planId}': {
    parameters: {
      query?: never;
      header?: never;
      path: {
        planId: components['parameters']['planId'];
      };
      cookie?: never;
    };
    get: operations['getPlan'];
    put?: never;
    post?: never;
    /** Refused while a migration of the plan runs. Its migrations stay. */
    delete: operations['deletePlan'];
    options?: never;
    head?: never;
    /** Replaces the given fields; refused while a migration of the plan runs. */
    patch: operations['updatePlan'];
    trace?: never;
  };
  '/plans/{planId}/preflight': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Looks at both clusters, changes nothing; with `probe` it also moves a few MiB the way that the volumes would go, by pods that it makes and removes again, which takes up to some minutes. */
    post: operations['preflightPlan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/preflight': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** The preflight of a plan that is not stored. Looks at both clusters, changes nothing. */
    post: operations['previewPlan'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['listMigrations'];
    put?: never;
    post: operations['startMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get: operations['getMigration'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/events': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Oldest first. */
    get: operations['listEvents'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/report': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** What was moved and how it was proved, item by item. As CSV (`text/csv`) with `format=csv`. */
    get: operations['getReport'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/items/{itemId}/logs': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** The end of what the item's pods wrote, at most 256 KiB for each pod: kept when they ended, and, while the item has not ended, read from the pods that are there now, at most every two seconds. As JSON with `format=json`. */
    get: operations['getItemLogs'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/image-references': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Image references in the source namespaces' workloads that point at what the migration has copied, and what they are on the target; for other tools to rewrite manifests with. */
    get: operations['getImageReferences'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['cancelMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** Queues every item that failed, partially failed or was canceled again. */
    post: operations['retryMigration'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/items/{itemId}/cancel': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['cancelItem'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/items/{itemId}/remove-kept': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    /** What the failed item keeps in the clusters, by the plan's keepOnFailure, is removed now rather than at its keptUntil. Needs the right to cancel. */
    post: operations['removeKept'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/migrations/{migrationId}/items/{itemId}/retry': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    get?: never;
    put?: never;
    post: operations['retryItem'];
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/audit': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Who did what, newest first. As CSV (`text/csv`) with `format=csv`, then all entries that match and no pages. */
    get: operations['listAudit'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
  '/stats': {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    /** Counts over the migrations that the caller may read, by the day (UTC) on which they were started. */
    get: operations['getStats'];
    put?: never;
    post?: never;
    delete?: never;
    options?: never;
    head?: never;
    patch?: never;
    trace?: never;
  };
}
/** Of the OpenAPI document.
 * @public
 */
export type webhooks = Record<string, never>;
/** Of the OpenAPI document.
 * @public
 */
export interface components {
  schemas: {
    ErrorBody: {
      error: {
        name: string;
        message: string;
        /** Stable, for example CLUSTER_UNREACHABLE. */
        code?: string;
        hint?: string;
        /** The input field at fault, for example volumes[0].name. */
        field?: string;
      };
    };

    State:
      | 'queued'
      | 'running'
      | 'succeeded'
      | 'partiallyFailed'
      | 'failed'
      | 'canceling'
      | 'canceled';

    MigrationType: 'stage' | 'cutover' | 'rollback';

    EndpointType:
      | 'route'
      | 'ingress'
      | 'gateway'
      | 'loadBalancer'
      | 'nodePort'
      | 'clusterIP';
    ItemError: {
      code: string;
      /** What failed, with its cause from the cluster. */
      message: string;
      /** What to do. */
      hint?: string;
      /** Attempts made so far. */
      attempts?: number;
    };
    /** Numbers only. Files are blobs where the item is an image repository. */
    Progress: {
      bytesDone: number;
      bytesTotal?: number;
      filesDone: number;
      filesTotal?: number;
      bytesPerSecond?: number;
      etaSeconds?: number;
    };
    /** Of one tag of an image. Blobs and bytes are those that the target has to have for it, also where it had them before or other tags need them, too; unknown of a tag that had nothing to transfer. */
    TagProgress: {
      tag: string;

      state: 'waiting' | 'copying' | 'copied' | 'unchanged' | 'failed';
      /** On the target. */
      digest?: string;
      blobsDone?: number;
      blobsTotal?: number;
      bytesDone?: number;
      bytesTotal?: number;
      bytesPerSecond?: number;
      etaSeconds?: number;
    };
    TagsProgress: {
      done: number;
      total: number;
      /** Where there are more, those that are under way or failed come first. */
      tags: components['schemas']['TagProgress'][];
      /** Known tags that are not named. */
      omitted?: number;
    };
    ClusterProblem: {
      code: string;
      message: string;
      hint?: string;
    };
    /** The end of what one pod wrote. */
    ItemLog: {
      attempt: number;
      pod: string;
      /** sender, receiver, inspector or copier. */
      component: string;
      /** The pod still runs: it may write more. */
      live: boolean;
      /** Its beginning is missing. */
      truncated: boolean;
      /** Lines; of the progress of a pod only the last one. */
      content: string;
    };
    ItemLogs: {
      /** Oldest attempt first. */
      logs: components['schemas']['ItemLog'][];
      /** Why pods that run now, or some of them, could not be read. */
      problems: components['schemas']['ClusterProblem'][];
    };
    StorageClass: {
      name: string;
      provisioner: string;
      isDefault: boolean;
      volumeBindingMode?: string;
    };
    ClusterCapabilities: {
      /** For example v1.30.4. */
      version?: string;
      openshift: boolean;
      routes: boolean;
      ingress: boolean;
      imageStreams: boolean;
      storageClasses: components['schemas']['StorageClass'][];
      endpoints?: components['schemas']['EndpointType'][];
      registry?: components['schemas']['RegistryDescription'];
    };
    /** The cluster's own image registry. */
    RegistryDescription: {
      /** host[:port] for other clusters; absent where it is not exposed. */
      host?: string;
      /** host[:port] for the cluster's own pods. */
      internalHost?: string;
      /** Whether it is configured, or how it was found, in words. */
      chosen?: string;

      credentials?: 'user' | 'serviceAccountToken' | 'pullSecret' | 'none';
      /** Why it cannot be used. */
      problem?: string;
    };
    Cluster: {
      entityRef: string;
      name: string;
      title?: string;
      apiServerUrl?: string;
      usable: boolean;
      capabilities?: components['schemas']['ClusterCapabilities'];
      problems: components['schemas']['ClusterProblem'][];
    };
    Namespace: {
      name: string;
      phase?: string;
    };
    Volume: {
      namespace: string;
      name: string;
      /** Pending, Bound or Lost. */
      phase: string;
      accessModes: string[];
      volumeMode?: string;
      storageClass?: string;
      /** A Kubernetes quantity. */
      capacity?: string;
      /** Names of the pods that mount it. */
      usedBy?: string[];
      supported: boolean;
      /** Why it is not supported. */
      reason?: string;
    };
    ImageRepository: {
      /** Path in the cluster's registry, for example shop/web. With its host where it lies in another registry; the text as it is where it is no image reference. */
      repository: string;
      /**
       * imageStream: an OpenShift ImageStream; repository: found by the workloads that use it.
       */
      kind?: 'imageStream' | 'repository';
      /** Tags that lie in the cluster's registry. */
      tags?: string[];
      /** Every reference that was found, also those that cannot be copied. Of one tag the oldest first, its current one last. */
      references?: components['schemas']['ImageReference'][];
      /** Workloads of the namespace, for example Deployment/web. */
      usedBy?: string[];
      /** Whether anything of it can be copied. */
      supported: boolean;
      /** Why it is not supported. */
      reason?: string;
    };
    ImageReference: {
      /** As the workload or the ImageStream has it. */
      reference: string;
      tag?: string;
      /** What the reference means now, as far as it is known without reading the image. */
      digest?: string;
      /**
       * internal: in the cluster's own registry, can be copied; external: elsewhere, is left alone; unresolved: reason says why nobody knows.
       */
      location: 'internal' | 'external' | 'unresolved';
      /** Why it is external or unresolved. */
      reason?: string;
      /** Of an ImageStream: whether it is what the tag means now. Others are the history of the tag. */
      current?: boolean;
      usedBy?: string[];
      /** Digests that pods run under this reference although it means another one now. */
      runningDigests?: string[];
    };
    NamespaceMapping: {
      source: string;
      target: string;
    };
    PlanVolume: {
      /** Source namespace. */
      namespace: string;
      /** The PersistentVolumeClaim. */
      name: string;
      targetName?: string;
      /** Target storage class; without it the class of the same name if the target has one, else its default. */
      storageClass?: string;
      /** A Kubernetes quantity; never smaller than the source, nor than what it holds and a tenth, once that is known. */
      capacity?: string;
      /** Of the target; those of the source without it. One of them must allow writing. */
      accessModes?: (
        | 'ReadWriteOnce'
        | 'ReadWriteMany'
        | 'ReadOnlyMany'
        | 'ReadWriteOncePod'
      )[];
      /**
       * Of the target; a file system cannot become a device, nor the other way round.
       */
      volumeMode?: 'Filesystem' | 'Block';
      /**
       * What to do with a target PVC that is not ours and not empty: refuse; reuse: write into it; mirror: also delete what the source does not have.
       * Default: refuse
       */
      existing?: 'refuse' | 'reuse' | 'mirror';
      options?: components['schemas']['VolumeOptions'];
    };
    /** Without tags, includeTags, excludeTags and digests: every tag. */
    PlanImage: {
      /** Path in the source cluster's registry. */
      repository: string;
      /** Without it the first path segment is mapped as a namespace, the rest kept. */
      targetRepository?: string;
      /** These tags; not together with includeTags and excludeTags. */
      tags?: string[];
      /** Tags that match one of these patterns. */
      includeTags?: components['schemas']['TagPattern'][];
      /** But not those that match one of these. */
      excludeTags?: components['schemas']['TagPattern'][];
      /** Manifests by digest, sha256:…; copied without a tag. Alone: no tag is copied. */
      digests?: string[];
      /** The whole history of each tag, oldest first, where the repository is an OpenShift ImageStream's. */
      history?: boolean;
      /** Only these platforms of an index, os/architecture[/variant]. Without it whole indexes, byte for byte. */
      platforms?: string[];
      /**
       * What to do with a tag that the target has with another digest. Without it as the plan's options say, else overwrite.
       */
      existing?: 'overwrite' | 'refuse' | 'skip';
    };
    /** A glob over whole tags: * any characters, ? one, [abc], [a-z] or [!a-z] one of a set. */
    TagPattern: string;
    PlanOptions: {
      endpoint?: components['schemas']['EndpointType'];
      /** Bytes per second per volume. */
      bandwidthLimit?: number;
      /**
       * What a failed item made in the clusters stays there to be looked at, for as long as the portal says (24 hours by default).
       * Default: false
       */
      keepOnFailure?: boolean;
      /** Default: 3 */
      maxAttempts?: number;
      /** Volumes of a migration that move at once; without it only the limits of the portal hold. */
      maxParallel?: number;
      /** Default: 300 */
      podStartTimeoutSeconds?: number;
      /** Default: 86400 */
      itemTimeoutSeconds?: number;
      /**
       * How long a cutover waits until the pods of the stopped workloads are gone.
       * Default: 600
       */
      quiesceTimeoutSeconds?: number;
      images?: components['schemas']['ImageOptions'];
      volumes?: components['schemas']['VolumeOptions'];
    };
    /** Of one volume; of the plan they are for all volumes that do not say otherwise. */
    VolumeOptions: {
      /** Bytes per second. */
      bandwidthLimit?: number;
      /**
       * Of the data on its way; auto (the default): where samples of it shrink by a fifth or more.
       */
      compression?: 'auto' | 'off' | 'zstd';
      /** Patterns as rsync has them, of what is moved although exclude has it. */
      include?: string[];
      /** Patterns of what is not moved. It stays on the target if it is there. */
      exclude?: string[];
      /** Whether what the source does not have is deleted in a target that the plan made or mirrors; true by default. */
      deleteExtraneous?: boolean;
      /**
       * What is compared after the copy: sampled (the default): all metadata and the content of a random sample; full: all content.
       */
      verify?: 'off' | 'sampled' | 'full';
      /** What may be lost where the target cannot keep it; without it such a volume fails before anything is copied. */
      acceptLoss?: components['schemas']['LossKind'][];
      keepOnFailure?: boolean;
      podStartTimeoutSeconds?: number;
      /** As podStartTimeoutSeconds by default. */
      endpointTimeoutSeconds?: number;
      /** How long the sender waits for the receiver to answer; 120 by default. */
      connectTimeoutSeconds?: number;
      /** After how long without a byte a connection counts as broken, as where a link is cut; 180 by default. */
      ioTimeoutSeconds?: number;
      /** How long the receiver waits for a sender; 3600 by default, and at least ten minutes more than podStartTimeoutSeconds. */
      idleTimeoutSeconds?: number;
      itemTimeoutSeconds?: number;
      sourcePod?: components['schemas']['PodOptions'];
      targetPod?: components['schemas']['PodOptions'];
    };
    /**
     * What of a file may not arrive. mode: permissions, or setuid and setgid of another owner; hardLink: that several names are one file; unreadable: what the source pod may not read, which ends as partially failed even so.
     */
    LossKind:
      | 'owner'
      | 'group'
      | 'mode'
      | 'acl'
      | 'xattr'
      | 'hardLink'
      | 'device'
      | 'unreadable';
    /** Of the pods on one side. */
    PodOptions: {
      /** Root (0) by default. Any other user needs no privilege, and on the target keeps no owners but itself. */
      runAsUser?: number;
      runAsGroup?: number;
      /** The volume's files become this group's, where its driver does that. */
      fsGroup?: number;
      supplementalGroups?: number[];
      resources?: {
        requests?: components['schemas']['PodResources'];
        limits?: components['schemas']['PodResources'];
      };
      nodeSelector?: {
        [key: string]: string;
      };
      tolerations?: components['schemas']['Toleration'][];
      labels?: {
        [key: string]: string;
      };
      annotations?: {
        [key: string]: string;
      };
    };
    /** Kubernetes quantities. */
    PodResources: {
      cpu?: string;
      memory?: string;
    };
    Toleration: {
      key?: string;

      operator?: 'Equal' | 'Exists';
      value?: string;

      effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
      tolerationSeconds?: number;
    };
    /** All images of a migration are copied together. */
    ImageOptions: {
      /**
       * Where the copier runs. The backend only where directMigration.images.allowInBackend allows it.
       * Default: target
       */
      runOn?: 'target' | 'source' | 'backend';
      /**
       * What to do with a tag that the target has with another digest. An image may say otherwise.
       * Default: overwrite
       */
      existing?: 'overwrite' | 'refuse' | 'skip';
      /** Of images that do not say it themselves: only these platforms of an index, os/architecture[/variant]. */
      platforms?: string[];
      /**
       * Blobs at a time.
       * Default: 8
       */
      concurrency?: number;
      /** Bytes per second of all images of a migration together. */
      bandwidthLimit?: number;
    };
    ImageReferences: {
      references: components['schemas']['ImageRewrite'][];
      /** Old reference to new, each once. */
      map: {
        [key: string]: string;
      };
    };
    ImageRewrite: {
      /** In the source cluster. */
      namespace: string;
      /** For example Deployment/web. */
      workload: string;
      container: string;
      old: string;
      new: string;
      /** That the target has under the new reference, where it is known. */
      digest?: string;
    };
    PlanInput: {
      name: string;
      description?: string;
      /** The application in the catalog that is moved. */
      entityRef?: string;
      /** Full entity ref. */
      sourceCluster: string;
      targetCluster: string;
      namespaces: components['schemas']['NamespaceMapping'][];
      volumes?: components['schemas']['PlanVolume'][];
      images?: components['schemas']['PlanImage'][];
      options?: components['schemas']['PlanOptions'];
    };
    PlanPatch: {
      name?: string;
      description?: string;
      /** The application in the catalog that is moved. */
      entityRef?: string;
      /** Full entity ref. */
      sourceCluster?: string;
      targetCluster?: string;
      namespaces?: components['schemas']['NamespaceMapping'][];
      volumes?: components['schemas']['PlanVolume'][];
      images?: components['schemas']['PlanImage'][];
      options?: components['schemas']['PlanOptions'];
    };
    Plan: {
      id: string;
      name: string;
      description?: string;
      entityRef?: string;
      sourceCluster: string;
      targetCluster: string;
      namespaces: components['schemas']['NamespaceMapping'][];
      volumes: components['schemas']['PlanVolume'][];
      images: components['schemas']['PlanImage'][];
      options: components['schemas']['PlanOptions'];
      /** ISO 8601. */
      createdAt: string;
      /** ISO 8601. */
      updatedAt: string;
      /** Entity ref of the user, or the subject of the service. */
      createdBy: string;
    };
    PlanPage: {
      items: components['schemas']['Plan'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    PageInfo: {
      nextCursor?: string;
    };
    PreflightCheck: {
      /** Stable, for example volume.notFound. */
      id: string;

      level: 'block' | 'warn' | 'info';
      /** What it is about, for example shop/data or volumes[0]. */
      subject: string;
      field?: string;
      message: string;
      fix?: string;
    };
    Preflight: {
      blocked: boolean;
      checks: components['schemas']['PreflightCheck'][];
      /** What is known of the content of the volumes, now or from an earlier look; in the order of the plan. */
      inspections?: components['schemas']['VolumeInspection'][];
    };
    /** What was last found on a volume. */
    VolumeInspection: {
      namespace: string;
      name: string;
      /** ISO 8601. */
      inspectedAt: string;
      /** false: there was no time to look at everything. */
      complete: boolean;
      /** Whether the losses were looked for with the users and patterns that the plan has now; otherwise there are none in losses. */
      current: boolean;
      /** All but folders. */
      files: number;
      directories: number;
      /** What it occupies. */
      bytes: number;
      /** What could not be kept on the target, whether the plan agrees to it or not. */
      losses: components['schemas']['VolumeLoss'][];
    };
    VolumeLoss: {
      kind: components['schemas']['LossKind'];
      /** How many files and folders. */
      count: number;
      /** Paths in the volume, a few. */
      examples: string[];
    };
    MigrationInput: {
      planId: string;
      type: components['schemas']['MigrationType'];
      /**
       * Runs the preflight only; nothing is stored, the answer has no items' objects in any cluster.
       * Default: false
       */
      dryRun?: boolean;
      idempotencyKey?: string;
      options?: components['schemas']['MigrationOptions'];
      confirm?: components['schemas']['MigrationConfirmation'];
    };
    /**
     * That a person wants what cannot be undone, by its name; the gravest counts. A cutover stops the application
     *     (`cutover`), a rollback takes back what was moved (`rollback`), also with the target volumes and all that was written
     *     to them (`deleteTargetVolumes`). Not needed for a stage or a dry run.
     */
    MigrationConfirmation: 'cutover' | 'rollback' | 'deleteTargetVolumes';
    /** What is decided for one migration rather than for the plan. */
    MigrationOptions: {
      cutover?: {
        /**
         * Whether the volumes are copied once more while the application still runs, so that it stands still for a short time only. Of use without it: only right after a stage.
         * Default: true
         */
        warmPass?: boolean;
      };
      rollback?: {
        /**
         * Whether the target volumes that this plan made are deleted, with all that was written to them.
         * Default: false
         */
        deleteTargetVolumes?: boolean;
      };
    };
    Item: {
      id: string;
      migrationId: string;

      kind: 'volume' | 'image' | 'workload';
      /** The step of the migration that it belongs to. */
      step?: string;
      /** For people: shop/data → shop/data. */
      name: string;
      /** Of a volume: namespace, name. Of an image: repository, tags. */
      source?: {
        [key: string]: unknown;
      };
      target?: {
        [key: string]: unknown;
      };
      state: components['schemas']['State'];
      /** What it does now, for example connecting. */
      phase?: string;
      /** What it waits for, in words, with the cause from the cluster's events. */
      waitingFor?: string;
      attempts: number;
      progress?: components['schemas']['Progress'];
      /** Of an image until it has ended; then its result has the tags. */
      tagProgress?: components['schemas']['TagsProgress'];
      error?: components['schemas']['ItemError'];
      result?: {
        [key: string]: unknown;
      };
      /** ISO 8601. */
      startedAt?: string;
      /** ISO 8601. */
      finishedAt?: string;
      /**
       * ISO 8601.
       * Of one that failed under keepOnFailure: when what it made in the clusters is removed; as long as it is there.
       */
      keptUntil?: string;
    };
    Migration: {
      /** Empty for a dry run. */
      id: string;
      planId: string;
      planName: string;
      type: components['schemas']['MigrationType'];
      state: components['schemas']['State'];
      entityRef?: string;
      sourceCluster: string;
      targetCluster: string;
      initiatedBy: string;
      /** ISO 8601. */
      createdAt: string;
      /** ISO 8601. */
      startedAt?: string;
      /** ISO 8601. */
      finishedAt?: string;
      progress: components['schemas']['Progress'];
      itemCounts?: components['schemas']['ItemCounts'];
      options?: components['schemas']['MigrationOptions'];
      /** Left out in lists. */
      steps?: components['schemas']['MigrationStep'][];
      /** Empty in lists, where itemCounts says how many there are. */
      items: components['schemas']['Item'][];
      preflight?: components['schemas']['Preflight'];
      error?: components['schemas']['ItemError'];
    };
    /** One of the steps that follow each other in a migration. None begins before all of the one before has succeeded. */
    MigrationStep: {
      id: 'copy' | 'warm' | 'quiesce' | 'final' | 'restore' | 'deleteTarget';
      /** For people. */
      name: string;

      state:
        | 'pending'
        | 'running'
        | 'succeeded'
        | 'partiallyFailed'
        | 'failed'
        | 'canceled'
        | 'skipped';
      /** ISO 8601. */
      startedAt?: string;
      /** ISO 8601. */
      finishedAt?: string;
      /** What it waits for, or why it failed. */
      message?: string;
    };
    /** How many items are in each state. */
    ItemCounts: {
      total: number;
      queued: number;
      running: number;
      succeeded: number;
      partiallyFailed: number;
      failed: number;
      canceling: number;
      canceled: number;
    };
    MigrationPage: {
      items: components['schemas']['Migration'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    Event: {
      id: string;
      migrationId: string;
      itemId?: string;
      /** ISO 8601. */
      time: string;

      level: 'info' | 'warn' | 'error';
      /** Stable, for example item.phase. */
      type: string;
      message: string;
    };
    FileDifference: {
      /** Below the volume's root; a name that is not UTF-8 has its unusual bytes as `\#ooo`. */
      path: string;
      /** missing, extra, unreadable, type, mode, uid, gid, size, mtime, hardLink, attributes, content, target. */
      differences: string[];
    };
    /** What both sides hold, compared after the copy. */
    VolumeVerification: {
      mode: 'sampled' | 'full';
      algorithm: string;
      /** What the sample was chosen by. */
      seed?: string;
      /** That were compared, folders too. */
      entries: number;
      files: number;
      bytes: number;
      /** Files whose content was compared. */
      contentFiles: number;
      contentBytes: number;
      /** Of both manifests; the same when all that was compared is the same. */
      digest: {
        source: string;
        target: string;
      };
      /** Up to 100. */
      mismatches: components['schemas']['FileDifference'][];
      mismatchCount: number;
      /** Entries that the application changed while it was copied; up to 20. */
      changed: string[];
      changedCount: number;
      /** Entries that only the target has, where it may have others. */
      extraCount: number;
      /** What could not be compared, and why. */
      notCompared: string[];
    };
    ReportItem: {
      id: string;

      kind: 'volume' | 'image' | 'workload';
      name: string;
      source?: {
        [key: string]: unknown;
      };
      target?: {
        [key: string]: unknown;
      };
      state: components['schemas']['State'];
      attempts: number;
      filesDone?: number;
      bytesDone?: number;
      error?: components['schemas']['ItemError'];
      verification?: components['schemas']['VolumeVerification'];
      /** Up to 100. */
      failedFiles: {
        path: string;
        message: string;
      }[];
      failedFilesOmitted: number;
      warnings: string[];
      /** Of an image repository. */
      tags?: ({
        tag?: string;
        state?: string;
        digest?: string;
        error?: components['schemas']['ItemError'];
      } & {
        [key: string]: unknown;
      })[];
    };
    MigrationReport: {
      migrationId: string;
      planId: string;
      planName: string;
      type: components['schemas']['MigrationType'];
      state: components['schemas']['State'];
      entityRef?: string;
      sourceCluster: string;
      targetCluster: string;
      initiatedBy: string;
      /** ISO 8601. */
      startedAt?: string;
      /** ISO 8601. */
      finishedAt?: string;
      items: components['schemas']['ReportItem'][];
    };
    EventPage: {
      items: components['schemas']['Event'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    /**
     * refused: nothing was changed, by permission or because of the input. unknown: still going on, or the backend ended before it could say.
     */
    AuditResult: 'succeeded' | 'refused' | 'failed' | 'unknown';
    AuditEntry: {
      id: string;
      /** ISO 8601. */
      time: string;
      /** Entity ref of the user, or the subject of the service. */
      actor: string;
      /** Stable: plan.create, plan.update, plan.delete, migration.start, migration.dry-run, migration.cancel, migration.retry, migration.cancel-item, migration.retry-item. */
      action: string;
      result: components['schemas']['AuditResult'];
      planId?: string;
      planName?: string;
      migrationId?: string;
      migrationType?: components['schemas']['MigrationType'];
      itemId?: string;
      entityRef?: string;
      sourceCluster?: string;
      targetCluster?: string;
      errorCode?: string;
      message?: string;
    };
    AuditPage: {
      items: components['schemas']['AuditEntry'][];
      pageInfo: components['schemas']['PageInfo'];
    };
    StatsFigures: {
      total: number;
      succeeded: number;
      partiallyFailed: number;
      failed: number;
      canceled: number;
      unfinished: number;
      /** Moved by all of them. */
      bytes: number;
      /** Share of those that ended and were not canceled, 0 to 1; absent if there are none. */
      successRate?: number;
      /** From start to end of those that succeeded. */
      averageSeconds?: number;
    };
    Stats: {
      /** ISO 8601. */
      from: string;
      /** ISO 8601. */
      to: string;
      totals: components['schemas']['StatsFigures'];
      /** Days without migrations are left out. */
      days: (components['schemas']['StatsFigures'] & {
        /** UTC, 2026-11-24. */
        day: string;
      })[];
      /** Busiest first. */
      clusterPairs: (components['schemas']['StatsFigures'] & {
        sourceCluster: string;
        targetCluster: string;
      })[];
    };
  };
  responses: {
    /** An error as Backstage writes it; `error.code`, `error.hint` and `error.field` are ours. */
    Error: {
      headers: {
        [name: string]: unknown;
      };
      content: {
        'application/json': components['schemas']['ErrorBody'];
      };
    };
  };
  parameters: {
    /** That a person wants it canceled. Refused without it. */
    confirmCancel: 'cancel';
    /** That a person wants it removed. Refused without it. */
    confirmRemoveKept: 'removeKept';
    /** That a person wants it deleted. Refused without it. */
    confirmDelete: 'delete';
    /** As at the start of the migration; refused without it where that needed it. */
    confirmRetry: components['schemas']['MigrationConfirmation'];
    /** Catalog namespace of the cluster's entity. */
    clusterNamespace: string;
    clusterName: string;
    namespace: string;
    planId: string;
    migrationId: string;
    itemId: string;
    /** Full ref of the entity that the plan is for. */
    entityRef: string;
    limit: number;
    cursor: string;
  };
  requestBodies: never;
  headers: never;
  pathItems: never;
}
/** Of the OpenAPI document.
 * @public
 */
export type $defs = Record<string, never>;
/** Of the OpenAPI document.
 * @public
 */
export interface operations {
  listClusters: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Clusters. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Cluster'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  listNamespaces: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** Catalog namespace of the cluster's entity. */
        clusterNamespace: components['parameters']['clusterNamespace'];
        clusterName: components['parameters']['clusterName'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Namespaces. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Namespace'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  listVolumes: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        /** Catalog namespace of the cluster's entity. */
        clusterNamespace: components['parameters']['clusterNamespace'];
        clusterName: components['parameters']['clusterName'];
        namespace: components['parameters']['namespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Volumes. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['Volume'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  listImages: {
    parameters: {
      query?: {
        /** Only ImageStreams and workloads with these labels, for example app=web,tier!=test. */
        labelSelector?: string;
        /** Only tags that match one of these patterns. */
        includeTags?: components['schemas']['TagPattern'][];
        /** But not those that match one of these. */
        excludeTags?: components['schemas']['TagPattern'][];
        /** The whole history of each tag of an ImageStream. */
        history?: boolean;
      };
      header?: never;
      path: {
        /** Catalog namespace of the cluster's entity. */
        clusterNamespace: components['parameters']['clusterNamespace'];
        clusterName: components['parameters']['clusterName'];
        namespace: components['parameters']['namespace'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Image repositories. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': {
            items: components['schemas']['ImageRepository'][];
          };
        };
      };
      default: components['responses']['Error'];
    };
  };
  listPlans: {
    parameters: {
      query?: {
        /** Full ref of the entity that the plan is for. */
        entityRef?: components['parameters']['entityRef'];
        limit?: components['parameters']['limit'];
        cursor?: components['parameters']['cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Plans. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['PlanPage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  createPlan: {
    parameters: {
      query?: {
        /** The same key of the same caller gives the same plan. */
        idempotencyKey?: string;
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlanInput'];
      };
    };
    responses: {
      /** The plan. */
      201: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getPlan: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        planId: components['parameters']['planId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The plan. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  deletePlan: {
    parameters: {
      query?: {
        /** That a person wants it deleted. Refused without it. */
        confirm?: components['parameters']['confirmDelete'];
      };
      header?: never;
      path: {
        planId: components['parameters']['planId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Deleted. */
      204: {
        headers: {
          [name: string]: unknown;
        };
        content?: never;
      };
      default: components['responses']['Error'];
    };
  };
  updatePlan: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        planId: components['parameters']['planId'];
      };
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlanPatch'];
      };
    };
    responses: {
      /** The plan. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Plan'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  preflightPlan: {
    parameters: {
      query?: {
        /** Makes pods, and a missing target namespace, for which the right to start migrations is needed. */
        probe?: boolean;
        /** Reads the metadata of the volumes by pods in the source: how much they hold, and what of it the target could not keep. Needs the right to start migrations. */
        inspect?: boolean;
        /** Which type of migration to look for; stage without it. */
        type?: components['schemas']['MigrationType'];
      };
      header?: never;
      path: {
        planId: components['parameters']['planId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Checks. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  previewPlan: {
    parameters: {
      query?: {
        /** As for a stored plan; the right to start a migration of such a plan is needed for it. */
        inspect?: boolean;
        /** Which type of migration to look for; stage without it. */
        type?: components['schemas']['MigrationType'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['PlanInput'];
      };
    };
    responses: {
      /** Checks. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Preflight'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listMigrations: {
    parameters: {
      query?: {
        planId?: string;
        /** Full ref of the entity that the plan is for. */
        entityRef?: components['parameters']['entityRef'];
        /** Of any of these entities, for example all that a team owns. */
        entityRefs?: string[];
        type?: components['schemas']['MigrationType'];
        /** `state` as a migration passes through them, `duration` of what has not ended up to the first page, `bytes` moved. Among equals the newest come first; those without a value come last. A cursor is of one order only. */
        orderBy?:
          | 'createdAt'
          | 'planName'
          | 'entityRef'
          | 'initiatedBy'
          | 'type'
          | 'state'
          | 'duration'
          | 'bytes';
        order?: 'desc' | 'asc';
        /** Entity ref of a source or target cluster. */
        cluster?: string;
        state?: components['schemas']['State'];
        initiator?: string;
        createdAfter?: string;
        createdBefore?: string;
        limit?: components['parameters']['limit'];
        cursor?: components['parameters']['cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Newest first, unless `orderBy` and `order` say otherwise. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MigrationPage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  startMigration: {
    parameters: {
      query?: never;
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody: {
      content: {
        'application/json': components['schemas']['MigrationInput'];
      };
    };
    responses: {
      /** The migration; the same idempotency key gives the same migration. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Migration'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getMigration: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The migration with its items. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Migration'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listEvents: {
    parameters: {
      query?: {
        itemId?: string;
        limit?: components['parameters']['limit'];
        cursor?: components['parameters']['cursor'];
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Events. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['EventPage'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getReport: {
    parameters: {
      query?: {
        format?: 'json' | 'csv';
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The report; of items that have not ended, what is known of them. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['MigrationReport'];
          'text/csv': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  getItemLogs: {
    parameters: {
      query?: {
        /** Of this attempt only; without it of all of them. */
        attempt?: number;
        format?: 'text' | 'json';
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
        itemId: components['parameters']['itemId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** As text, each pod's log under a line `==> pod`; empty when no pod ran. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'text/plain': string;
          'application/json': components['schemas']['ItemLogs'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  getImageReferences: {
    parameters: {
      query?: never;
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The references. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['ImageReferences'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  cancelMigration: {
    parameters: {
      query?: {
        /** That a person wants it canceled. Refused without it. */
        confirm?: components['parameters']['confirmCancel'];
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The migration. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Migration'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  retryMigration: {
    parameters: {
      query?: {
        /** As at the start of the migration; refused without it where that needed it. */
        confirm?: components['parameters']['confirmRetry'];
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The migration. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Migration'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  cancelItem: {
    parameters: {
      query?: {
        /** That a person wants it canceled. Refused without it. */
        confirm?: components['parameters']['confirmCancel'];
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
        itemId: components['parameters']['itemId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The item. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Item'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  removeKept: {
    parameters: {
      query?: {
        /** That a person wants it removed. Refused without it. */
        confirm?: components['parameters']['confirmRemoveKept'];
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
        itemId: components['parameters']['itemId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The item. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Item'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  retryItem: {
    parameters: {
      query?: {
        /** As at the start of the migration; refused without it where that needed it. */
        confirm?: components['parameters']['confirmRetry'];
      };
      header?: never;
      path: {
        migrationId: components['parameters']['migrationId'];
        itemId: components['parameters']['itemId'];
      };
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** The item. */
      202: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Item'];
        };
      };
      default: components['responses']['Error'];
    };
  };
  listAudit: {
    parameters: {
      query?: {
        /** Entity ref of the user or subject of the service. */
        actor?: string;
        /** For example migration.start. */
        action?: string;
        result?: components['schemas']['AuditResult'];
        /** Entity ref of a source or target cluster. */
        cluster?: string;
        /** Full ref of the entity that the plan is for. */
        entityRef?: components['parameters']['entityRef'];
        planId?: string;
        migrationId?: string;
        /** Inclusive. */
        after?: string;
        /** Exclusive. */
        before?: string;
        format?: 'json' | 'csv';
        limit?: components['parameters']['limit'];
        cursor?: components['parameters']['cursor'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Entries. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['AuditPage'];
          'text/csv': string;
        };
      };
      default: components['responses']['Error'];
    };
  };
  getStats: {
    parameters: {
      query?: {
        /** Inclusive; by default 30 days before `before`. */
        after?: string;
        /** Exclusive; by default now. At most 366 days after `after`. */
        before?: string;
        /** Entity ref of a source or target cluster. */
        cluster?: string;
        /** Full ref of the entity that the plan is for. */
        entityRef?: components['parameters']['entityRef'];
      };
      header?: never;
      path?: never;
      cookie?: never;
    };
    requestBody?: never;
    responses: {
      /** Counts. */
      200: {
        headers: {
          [name: string]: unknown;
        };
        content: {
          'application/json': components['schemas']['Stats'];
        };
      };
      default: components['responses']['Error'];
    };
  };
}
