export { connectDynamodb } from './connect.ts';
