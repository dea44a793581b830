// Node gives a thread no loader of the process it is in.
import { register } from 'tsx/esm/api'

register()
await import('./read-folder.ts')
