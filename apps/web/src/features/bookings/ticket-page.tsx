import { PageLoading } from '../../ui/page-loading.tsx';

export function Page() {
  return <PageLoading />;
}
