"""Everything that can go wrong for a user, as one tree.

RegistryError
├── InputError                 what was handed in cannot be taken
│   ├── MalformedInput         not well-formed Turtle, TriG, N-Triples, JSON-LD ...
│   ├── NotText                bytes that are no UTF-8 text
│   ├── InputTooLarge          more bytes than the setting allows
│   ├── RecordTooLarge         a record with more parts or statements than the setting allows
│   ├── UnknownFormat          a file or media type that the registry does not read
│   ├── MissingInput           no file at that path, or not readable
│   ├── EmptyInput             well-formed, but without a statement
│   ├── NoRecord               statements, but none about a record of a known class
│   ├── RemoteContext          JSON-LD that asks for a document from elsewhere
│   ├── HostileIri             an IRI that is relative or has characters that no IRI may have
│   ├── UnknownEncoding        a table whose letters cannot be told
│   ├── WorkbookUnreadable     an XLSX workbook that cannot be opened, or without the sheet that was named
│   ├── HeaderNotUnderstood    columns of a table of which it cannot be told what they are
│   ├── UnknownMapping         a mapping of columns that cannot be used
│   ├── UnknownField           a patch of a field that the record's class does not have
│   └── UnknownPart            a patch of a part that the record does not have
├── QueryError                 a query that cannot be read, or asks for what is not open
│   ├── InvalidArgument        an argument out of its range, or two that contradict each other
│   ├── InvalidCursor          a page's cursor that is damaged, or belongs to another list
│   ├── PageTooLarge           more records on a page than the setting allows
│   ├── QueryTooCostly         more records and parts in the answer than the limit
│   ├── QueryTooDeep           more levels of fields inside fields than the limit
│   ├── TooManyAliases         more renamed fields than the limit
│   ├── QueryTooLong           more words and signs than the limit
│   ├── QueryTooSlow           no answer within the time that a query may take
│   ├── QueryTooHeavy          a SPARQL query that needs more memory than the limit
│   ├── AnswerTooLarge         the answer to a SPARQL query is larger than the limit
│   ├── PersistedQueryNotFound      a hash alone, of a query that the server does not know
│   ├── PersistedQueryNotSupported  another version of that protocol
│   ├── DocumentMismatch       a hash that is not that of the query beside it
│   ├── UnknownSide            nothing of that name to compare
│   ├── TooFewSides            a comparison of one thing
│   ├── TooManySides           more sides than a comparison takes
│   ├── UnknownDimension       nothing of that name to compare by
│   ├── NotComparable          records, dimensions and measure that do not go together
│   ├── UnknownDocument        an identifier of no document
│   └── DocumentNotTrusted     a query outside of the list that the server answers
├── BatchTooLarge              more questions in one request for reconciliation than the setting allows
├── BodyTooSlow                a request's body that did not arrive in time
├── TooManyRequests            more requests of one caller than the setting allows
├── DumpNotReady               a dump that is still being made
├── ServerBusy                 no room for another large request
├── NotSignedIn                a token that is not good, or none where one is needed
├── NotAllowed                 a person who may not do that
├── NoSigningKey               a server without the key that its tokens are signed with
├── EditConflict               a record that others changed since the revision that an edit is based on
├── RecordWithdrawn            a record that was there and was withdrawn
├── RecordExists               a record that is to be made and is there already
├── MissingBaseRevision        an edit that does not say what it is based on
├── WrongState                 a submission to which that cannot be done any more, or not yet
├── KeyReused                  an idempotency key that came with another request before
├── WritersBusy                others who kept writing, so that a change did not come in
├── NotFound                   no such record, class, term or file
├── NotAcceptable              an answer in none of the formats that there are
├── MethodNotAllowed           an address that does not do that, e.g. POST to a page
├── InternalError              something that nobody foresaw
├── Misuse                     a command, setting or argument that makes no sense
├── ModelError                 ontology or shapes that the registry cannot be built from
└── StoreError                 the store did not do as asked
    ├── StoreUnreachable       no answer, or no permission
    ├── StoreLocked            another process holds the embedded store
    ├── StoreDamaged           files of the embedded store that cannot be read
    ├── DoubledRevision        a server that let two writers make the same revision
    ├── StoreFull              no room left on the disk
    ├── BackupDamaged          a backup or checkpoint that is not as it was written
    ├── IndexLocked            another process writes the index beside the store
    ├── IndexNotWritten        the index could not be written; what was accepted is in the store
    └── StaleRevision          somebody else wrote since the revision that a change was based on

Each leaf has a slug made from its name, an exit code for the command line, a status for HTTP, a sentence and a way
out. `docs/errors/<slug>.md` says when you meet it. An invalid record is no error: it is a report.
"""

from registry.errors.comparing import NotComparable, TooFewSides, TooManySides, UnknownDimension, UnknownSide
from registry.errors.contributions import (
    EditConflict,
    KeyReused,
    MissingBaseRevision,
    RecordExists,
    RecordWithdrawn,
    WritersBusy,
    WrongState,
)
from registry.errors.documents import (
    DocumentMismatch,
    DocumentNotTrusted,
    PersistedQueryNotFound,
    PersistedQueryNotSupported,
    UnknownDocument,
)
from registry.errors.identity import NoSigningKey, NotAllowed, NotSignedIn
from registry.errors.imports import HeaderNotUnderstood, UnknownEncoding, UnknownMapping, WorkbookUnreadable
from registry.errors.inputs import (
    EmptyInput,
    HostileIri,
    InputError,
    InputTooLarge,
    MalformedInput,
    MissingInput,
    NoRecord,
    NotText,
    RecordTooLarge,
    RemoteContext,
    UnknownFormat,
)
from registry.errors.kinds import (
    FINE,
    INVALID,
    MISUSE,
    STORE_OUT_OF_REACH,
    InternalError,
    MethodNotAllowed,
    Misuse,
    ModelError,
    NotAcceptable,
    NotFound,
    RegistryError,
)
from registry.errors.patches import UnknownField, UnknownPart
from registry.errors.queries import (
    InvalidArgument,
    InvalidCursor,
    PageTooLarge,
    QueryError,
    QueryTooCostly,
    QueryTooDeep,
    QueryTooLong,
    QueryTooSlow,
    TooManyAliases,
)
from registry.errors.requests import BatchTooLarge, BodyTooSlow, DumpNotReady, ServerBusy, TooManyRequests
from registry.errors.sparql import AnswerTooLarge, QueryTooHeavy
from registry.errors.stores import (
    BackupDamaged,
    DoubledRevision,
    IndexLocked,
    IndexNotWritten,
    StaleRevision,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreLocked,
    StoreUnreachable,
)

__all__ = [
    "FINE",
    "INVALID",
    "MISUSE",
    "STORE_OUT_OF_REACH",
    "AnswerTooLarge",
    "BackupDamaged",
    "BatchTooLarge",
    "BodyTooSlow",
    "DocumentMismatch",
    "DocumentNotTrusted",
    "DoubledRevision",
    "DumpNotReady",
    "EditConflict",
    "EmptyInput",
    "HeaderNotUnderstood",
    "HostileIri",
    "IndexLocked",
    "IndexNotWritten",
    "InputError",
    "InputTooLarge",
    "InternalError",
    "InvalidArgument",
    "InvalidCursor",
    "KeyReused",
    "MalformedInput",
    "MethodNotAllowed",
    "MissingBaseRevision",
    "MissingInput",
    "Misuse",
    "ModelError",
    "NoRecord",
    "NoSigningKey",
    "NotAcceptable",
    "NotAllowed",
    "NotComparable",
    "NotFound",
    "NotSignedIn",
    "NotText",
    "PageTooLarge",
    "PersistedQueryNotFound",
    "PersistedQueryNotSupported",
    "QueryError",
    "QueryTooCostly",
    "QueryTooDeep",
    "QueryTooHeavy",
    "QueryTooLong",
    "QueryTooSlow",
    "RecordExists",
    "RecordTooLarge",
    "RecordWithdrawn",
    "RegistryError",
    "RemoteContext",
    "ServerBusy",
    "StaleRevision",
    "StoreDamaged",
    "StoreError",
    "StoreFull",
    "StoreLocked",
    "StoreUnreachable",
    "TooFewSides",
    "TooManyAliases",
    "TooManyRequests",
    "TooManySides",
    "UnknownDimension",
    "UnknownDocument",
    "UnknownEncoding",
    "UnknownField",
    "UnknownFormat",
    "UnknownMapping",
    "UnknownPart",
    "UnknownSide",
    "WorkbookUnreadable",
    "WritersBusy",
    "WrongState",
]
