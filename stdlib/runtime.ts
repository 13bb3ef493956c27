// What AssemblyScript compiles into every module by itself (asconfig.json).

import './heap'
