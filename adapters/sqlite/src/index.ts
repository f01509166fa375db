export { type FolderLock, lockFolder } from './folder-lock.ts';
export { openSqliteStore, type SqliteStoreOptions } from './open-store.ts';
